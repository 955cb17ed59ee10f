import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveAssignment } from "../../../src/domain/assigning.ts";
import { grantException } from "../../../src/domain/assignment-exceptions.ts";
import { newPublicId } from "../../../src/lib/ids.ts";
import type { Person, Quiz, Team } from "../../../src/storage/tables.ts";
import { figuresAt } from "../../support/desk-table.ts";
import { finish } from "../../support/finishing.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { makeStaffedTeam } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let manager: Agent;
let [boss, head, team, people]: [Person, Person, Team, Person[]] = [] as never;
let quizzes: Record<"first" | "second" | "soon" | "coming", Quiz>;

/** Of seven people on 16 February: 1 has done what was due in January, 2 the first of its two steps, 3 and 4 nothing, 5 has more time, 6 and 7 are exempt, and 7 has done what is due at the end of February. */
beforeAll(async () => {
  world = await openWorld({ privacyMode: "named" });
  boss = await makePerson(world.db, { roles: ["manager"] });
  head = await makePerson(world.db, { roles: ["manager"] });
  const above = await makeStaffedTeam(world, 1, { name: "Head", manager_id: head.id });
  await makeStaffedTeam(world, 1, { name: "Beside", manager_id: head.id });
  ({ team, people } = await makeStaffedTeam(world, 7, { name: "Service", manager_id: boss.id, parent_id: above.team.id }));
  quizzes = { first: await quizCalled("First step"), second: await quizCalled("Second step"), soon: await quizCalled("Soon"), coming: await quizCalled("Coming") };
  const path = await give([quizzes.first, quizzes.second], { due_on: "2026-01-31" });
  for (const quiz of [quizzes.first, quizzes.second]) await finish(world.db, people[0]!, quiz.id, world.now());
  await finish(world.db, people[1]!, quizzes.first.id, world.now());
  const by = { person: boss, reach: "everybody" } as const;
  await grantException(world.db, by, path, { kind: "extension", person: people[4]!.email, due_on: "2026-03-10", reason: "Leave" }, world.now());
  for (const { email } of people.slice(5)) await grantException(world.db, by, path, { kind: "exemption", person: email, due_on: null, reason: "Leave" }, world.now());
  world.travelTo("2026-02-16T09:00:00Z");
  await give([quizzes.soon], { due_on: "2026-02-28" });
  await give([quizzes.coming], { opens_on: "2026-03-01", due_on: "2026-03-31" });
  for (const person of [people[0]!, people[6]!]) await finish(world.db, person, quizzes.soon.id, world.now());
  manager = await world.signedInAs(boss);
});
afterAll(() => world.close());

async function quizCalled(title: string): Promise<Quiz> {
  return (await makeQuiz(world.db, { title, questions: 1 })).quiz;
}

async function give(some: readonly Quiz[], given: { opens_on?: string; due_on: string; late?: 0 | 1; required?: 0 | 1 }): Promise<string> {
  const id = newPublicId();
  const days = { title: "", opens_on: null, due_days: null, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished", ...given } as const;
  await saveAssignment(world.db, { person: boss, reach: "everybody" }, id, { ...days, quizIds: some.map((quiz) => quiz.id), parts: [{ kind: "team", team_id: team.id, group_id: null, person_id: null, is_exclusion: 0 }] }, world.now());
  return id;
}

const page = async (query = "", agent = manager) => (await agent.get(`/desk/teams/${team.public_id}${query}`).expect(200)).text;
const numbersIn = (text: string) => [...text.matchAll(/dir="auto">Somebody of Service (\d)<\/a>/g)].map(([, number]) => Number(number));
/** What stands in each cell of somebody's row. */
const cellsOf = (text: string, number: number) => [...text.split("<tr>").find((row) => row.includes(`>Somebody of Service ${number}<`))!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim());
const shown = async (show: string, more = "") => numbersIn(await page(`?show=${show}${more}`));

describe("the people of a team", () => {
  test("stand with what is overdue, what opens later and what is to do by when", async () => {
    const text = await page();
    expect(numbersIn(text)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const order = [...text.matchAll(/<th scope="col">(First step|Second step|Soon|Coming)<\/th>/g)].map(([, title]) => title!);
    const cells = (number: number) => Object.fromEntries(cellsOf(text, number).map((cell, place) => [order[place]!, cell]));
    expect(cells(1)).toMatchObject({ "First step": "1 of 1 Passed", "Second step": "1 of 1 Passed", Soon: "1 of 1 Passed", Coming: "Opens later" });
    expect(cells(2)).toMatchObject({ "First step": "1 of 1 Passed", "Second step": "Not started Overdue" });
    expect(cells(3)).toMatchObject({ "First step": "Not started Overdue", "Second step": "Opens later", Soon: "Not started · due 28 February 2026", Coming: "Opens later" });
    expect(cells(5)).toMatchObject({ "First step": "Not started · due 10 March 2026", "Second step": "Opens later" });
    expect(cells(6)).toMatchObject({ "First step": "Not assigned", "Second step": "Not assigned", Soon: "Not started · due 28 February 2026" });
  });

  test("are narrowed to those who are late, who have something to do, and who have done everything", async () => {
    expect(await shown("overdue")).toEqual([2, 3, 4]);
    expect(await shown("todo")).toEqual([2, 3, 4, 5, 6]);
    expect(await shown("done")).toEqual([1, 7]);
    expect(await shown("nonsense")).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await shown("overdue", `&quiz=${quizzes.second.slug}`)).toEqual([2]);
    expect(await shown("overdue", "&q=service+3")).toEqual([3]);
    expect(await page(`?show=overdue&quiz=${quizzes.soon.slug}`)).toContain("Nobody.");
    expect(await page("?show=overdue")).toMatch(/href="\/desk\/teams\/[^"]+\?show=overdue#people" aria-current="true">Overdue</);
  });

  test("are as many as the figures of the team and the next step say, which leads to them", async () => {
    const overview = (await manager.get("/desk?overview=1").expect(200)).text;
    const late = (await page("?show=overdue")).match(/<span class="tag tag--overdue">Overdue</g)!.length;
    expect(figuresAt(overview, "Service")).toMatchObject({ overdue: String(late) });
    expect(overview).toContain(`<a href="/desk/teams/${team.public_id}?show=overdue#people">${late} assigned quizzes are overdue`);
  });

  test("are noted as seen only where they are shown", async () => {
    const other = await makePerson(world.db, { roles: ["admin"] });
    await page("?show=overdue", await world.signedInAs(other));
    expect(await world.db("sightings").where({ viewer_id: other.id })).toHaveLength(3);
  });

  test("have their address, what is overdue and the next day at the end of the lines of a file", async () => {
    const linesOf = async (query: string): Promise<string[][]> => parse((await manager.get(`/desk/tables/people?team=${team.public_id}${query}`).expect(200)).text, { bom: true });
    const [heads, ...lines] = await linesOf("");
    expect(heads!.slice(7)).toEqual(["Email", "Overdue", "Due"]);
    const line = (number: number, title: string) => lines.find(([name, quiz]) => name === `Somebody of Service ${number}` && quiz === title)!;
    expect(line(3, "First step")).toEqual(["Somebody of Service 3", "First step", "Not started", "0", "", "", "", people[2]!.email, "Yes", "2026-01-31"]);
    expect(line(3, "Second step").slice(2)).toEqual(["Opens later", "0", "", "", "", people[2]!.email, "No", "2026-01-31"]);
    expect(line(1, "First step").slice(7)).toEqual([people[0]!.email, "No", ""]);
    expect(new Set((await linesOf("&show=overdue")).slice(1).map(([name]) => name))).toEqual(new Set([2, 3, 4].map((number) => `Somebody of Service ${number}`)));
  });

  test("are found in a view that was kept", async () => {
    const address = `/desk/teams/${team.public_id}?show=overdue`;
    await manager.post("/desk/views").type("form").send({ name: "Who is late", address: `${address}&q=Somebody` }).expect(303).expect("location", address);
  });

  test("who missed what does not count any more are told so, among those whose date has passed", async () => {
    await world.db("assignments").where("due_on", "2026-02-28").update({ due_on: "2026-02-10", late: 0 });
    await world.db("duties").where({ quiz_id: quizzes.soon.id }).update({ due_on: "2026-02-10" });
    expect(cellsOf(await page(`?quiz=${quizzes.soon.slug}`), 6)).toEqual(["Not started Missed"]);
    expect(await shown("overdue", `&quiz=${quizzes.soon.slug}`)).toEqual([2, 3, 4, 5, 6]);
    expect(await shown("todo", `&quiz=${quizzes.soon.slug}`)).toEqual([]);
    expect(figuresAt(await page(), "Soon")).toMatchObject({ overdue: "5" });
  });
});

describe("a team whose teams below are late, and not its own people", () => {
  test("leads to these teams", async () => {
    const text = (await (await world.signedInAs(head)).get("/desk?overview=1").expect(200)).text;
    expect(text).toContain(`<a href="/desk/teams/${(await world.db("teams").where({ id: team.parent_id! }).first())!.public_id}?order=overdue#by-team">`);
  });
});

describe("where names are kept back", () => {
  test.each(["pseudonymous", "aggregate"] as const)("nothing about single people is told by filters or files (%s)", async (privacyMode) => {
    const other = await openWorld({ privacyMode });
    const { team: own } = await makeStaffedTeam(other, 12);
    const { quiz } = await makeQuiz(other.db, { questions: 1 });
    const admin = await makePerson(other.db, { roles: ["admin"] });
    await saveAssignment(other.db, { person: admin, reach: "everybody" }, newPublicId(), { title: "", opens_on: null, due_on: "2026-01-20", due_days: null, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished", quizIds: [quiz.id], parts: [{ kind: "team", team_id: own.id, group_id: null, person_id: null, is_exclusion: 0 }] }, other.now());
    for (const person of (await other.db("people").where({ team_id: own.id })).slice(0, 6)) await finish(other.db, person, quiz.id, other.now());
    other.travelTo("2026-01-21T09:00:00Z");
    const agent = await other.signedInAs(admin);
    const at = async (query: string) => (await agent.get(`/desk/teams/${own.public_id}${query}`).expect(200)).text;
    const rows = (text: string) => text.match(/<tr>\s*<th scope="row"><bdi>[0-9A-F]{8}/g)?.length ?? 0;
    expect(rows(await at("?show=overdue"))).toBe(rows(await at("")));
    expect(await at("")).not.toContain("show=overdue");
    expect((await agent.get("/desk").expect(200)).text).not.toContain("show=overdue");
    if (privacyMode === "pseudonymous") expect((await agent.get(`/desk/tables/people?team=${own.public_id}&show=overdue`).expect(200)).text.split("\r\n")[0]).not.toMatch(/Email|Overdue/);
    await other.close();
  });
});
