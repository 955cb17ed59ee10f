import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveAssignment } from "../../../src/domain/assigning.ts";
import { rulesOf } from "../../../src/domain/desk-rules.ts";
import { readSettings } from "../../../src/domain/installation.ts";
import { checkSummaries } from "../../../src/domain/rebuilding.ts";
import { standingForAll, teamsToTell } from "../../../src/domain/team-news.ts";
import { refreshFigures } from "../../../src/domain/refreshing-figures.ts";
import { newPublicId } from "../../../src/lib/ids.ts";
import { findDigestReader } from "../../../src/storage/reminders.ts";
import type { Person, Quiz, Team } from "../../../src/storage/tables.ts";
import { programOf, type Program } from "../../support/api.ts";
import { figuresAt } from "../../support/desk-table.ts";
import { finish } from "../../support/finishing.ts";
import { mailRulesWith } from "../../support/mail-rules.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { makeStaffedTeam } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let [boss, team, people]: [Person, Team, Person[]] = [] as never;
let manager: Agent;
let program: Program;
let quizzes: Quiz[];

/** Twelve people have a path of three quizzes and one quiz besides, all due in January: one has done the path, one its first step, the others nothing. */
beforeAll(async () => {
  world = await openWorld({ privacyMode: "named" });
  boss = await makePerson(world.db, { roles: ["manager"] });
  ({ team, people } = await makeStaffedTeam(world, 12, { name: "Finance", manager_id: boss.id }));
  quizzes = [];
  for (const title of ["First step", "Second step", "Third step", "Besides"]) quizzes.push((await makeQuiz(world.db, { title, questions: 1 })).quiz);
  await give(quizzes.slice(0, 3));
  await give(quizzes.slice(3));
  for (const { id } of quizzes.slice(0, 3)) await finish(world.db, people[0]!, id, world.now());
  await finish(world.db, people[1]!, quizzes[0]!.id, world.now());
  world.travelTo("2026-02-16T09:00:00Z");
  manager = await world.signedInAs(boss);
  program = await programOf(world, boss);
});
afterAll(() => world.close());

async function give(some: readonly Quiz[], given: { opens_on?: string; due_on?: string } = {}) {
  const days = { title: "", opens_on: null, due_on: "2026-01-31", due_days: null, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished", ...given } as const;
  const parts = [{ kind: "team", team_id: team.id, group_id: null, person_id: null, is_exclusion: 0 }] as const;
  await saveAssignment(world.db, { person: boss, reach: "everybody" }, newPublicId(), { ...days, quizIds: some.map(({ id }) => id), parts }, world.now());
}

const rules = async () => rulesOf(await readSettings(world.db, world.config));

/** What each place says is overdue in the team: the pages of its people together, the desk, its file, a program, the mail to the manager. */
async function toldOverdue() {
  const pages = await Promise.all(people.map(async ({ public_id }) => Number(/Overdue<\/dt>\s*<dd[^>]*>(\d+)/.exec((await manager.get(`/desk/people/${public_id}`).expect(200)).text)![1])));
  const desk = figuresAt((await manager.get("/desk").expect(200)).text, "Finance")!["overdue"];
  const [line] = parse<Record<string, string>>((await manager.get("/desk/tables/teams").expect(200)).text, { bom: true, columns: true });
  const body = (await program.get(`/reports/completion?team=${team.public_id}`)).body as { total: { overdue: { from: number } } };
  const [news] = await teamsToTell(world.db, (await findDigestReader(world.db, boss.id))!, mailRulesWith({ disclosure: await rules() }), "2026-02-16", world.now());
  return { pages: pages.reduce((sum, each) => sum + each), desk: Number(desk), file: Number(line!["Overdue"]), program: body.total.overdue.from, mail: news?.overdue.low };
}

const all = (count: number) => ({ pages: count, desk: count, file: count, program: count, mail: count });

describe("a step of a path that nobody can open yet", () => {
  test("is overdue nowhere: the pages of people, the desk, its file, programs and mail say the same", async () => {
    expect(await toldOverdue()).toEqual(all(11 + 12));
    expect(figuresAt((await manager.get("/desk")).text, "Third step")).toMatchObject({ assigned: "12", finished: "1", overdue: "0" });
    expect(await checkSummaries(world.db, world.now())).toEqual([]);
  });

  test("is later for programs, not open, until the step before it is done", async () => {
    const statesOf = async (person: Person) => ((await program.get(`/duties?person=${person.public_id}`)).body as { items: { quiz: { title: string }; state: string }[] }).items.map(({ quiz, state }) => `${quiz.title}: ${state}`);
    expect(await statesOf(people[1]!)).toEqual(["First step: done", "Second step: open", "Third step: later", "Besides: open"]);
    await finish(world.db, people[1]!, quizzes[1]!.id, world.now());
    expect(await statesOf(people[1]!)).toEqual(["First step: done", "Second step: done", "Third step: open", "Besides: open"]);
    expect(await toldOverdue()).toEqual(all(11 + 12));
  });

  test("is one that can be opened where the step before it was withdrawn", async () => {
    await world.db("quizzes").where({ id: quizzes[0]!.id }).update({ state: "retired" });
    expect(await toldOverdue()).toEqual(all(1 + 10 + 12));
    expect(await checkSummaries(world.db, world.now())).toEqual([]);
    await world.db("quizzes").where({ id: quizzes[0]!.id }).update({ state: "published" });
    expect(await toldOverdue()).toEqual(all(11 + 12));
  });

  test("is left out of what is told in steps as well", async () => {
    const disclosure = { ...await rules(), mode: "aggregate" } as const;
    await refreshFigures(world.db, disclosure, world.now(), { all: true });
    for (const each of [disclosure, await rules()]) expect(await standingForAll(world.db, { disclosure: each }, team.id, world.now())).toMatchObject({ assigned: 48, overdue: { low: 8, high: 32 } });
  });
});

describe("a quiz that opens on a day to come", () => {
  test("is not among what is finished of what is assigned, but stands beside it; whoever has done it before counts", async () => {
    const coming = (await makeQuiz(world.db, { title: "Coming up", questions: 1 })).quiz;
    await finish(world.db, people[2]!, coming.id, world.now());
    const before = await totals();
    await give([coming], { opens_on: "2026-03-01", due_on: "2026-03-31" });
    const [assigned, finished] = [before.assigned + 1, before.finished.from + 1];
    expect(await totals()).toMatchObject({ assigned, later: 11, finished: { of: assigned, from: finished }, finished_percent: { from: Math.round((100 * finished) / assigned) } });
    const { text } = await manager.get("/desk").expect(200);
    expect(figuresAt(text, "Coming up")).toMatchObject({ assigned: "1", later: "11", finished: "1", overdue: "0" });
    expect(text).toMatch(/Opens later<\/dt>\s*<dd[^>]*>11</);
    const lines = parse<Record<string, string>>((await manager.get("/desk/tables/quizzes").expect(200)).text, { bom: true, columns: true });
    expect(lines.find((line) => line["Quiz"] === "Coming up")).toMatchObject({ Assigned: "1", "Opens later": "11", Finished: "1" });
    expect(await checkSummaries(world.db, world.now())).toEqual([]);
  });

  test("is told in steps where names are kept back", async () => {
    const disclosure = { ...await rules(), mode: "aggregate" } as const;
    await refreshFigures(world.db, disclosure, world.now(), { all: true });
    for (const each of [disclosure, await rules()]) expect(await standingForAll(world.db, { disclosure: each }, team.id, world.now())).toMatchObject({ assigned: 48, finished: { people: 48 } });
  });

  test("is assigned to everybody from its day on", async () => {
    world.travelTo("2026-03-01T09:00:00Z");
    [manager, program] = [await world.signedInAs(boss), await programOf(world, boss)];
    expect(figuresAt((await manager.get("/desk")).text, "Coming up")).toMatchObject({ assigned: "12", finished: "1" });
    expect(await totals()).toMatchObject({ assigned: 60, later: 0 });
  });
});

async function totals() {
  return ((await program.get(`/reports/completion?team=${team.public_id}`)).body as { total: { assigned: number; finished: { from: number }; later?: number } }).total;
}
