import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { listRoleHolders } from "../../src/storage/people.ts";
import type { Person, Team } from "../../src/storage/tables.ts";
import { programOf, type Program } from "../support/api.ts";
import { finish } from "../support/finishing.ts";
import { makePerson, makeQuiz, makeTeam, type MadeQuiz } from "../support/make.ts";
import { assign, makeStaffedTeam, take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let [own, other]: [Team, Team] = [undefined!, undefined!];
let [manager, admin]: [Program, Program] = [undefined!, undefined!];
let [ann, bob]: [Person, Person] = [undefined!, undefined!];
let quiz: MadeQuiz;
beforeAll(async () => {
  world = await openWorld();
  const boss = await makePerson(world.db, { roles: ["manager"] });
  [own, other] = [await makeTeam(world.db, { manager_id: boss.id }), await makeTeam(world.db)];
  [ann, bob] = [await makePerson(world.db, { name: "Ann", team_id: own.id }), await makePerson(world.db, { name: "Bob", team_id: other.id })];
  [manager, admin] = [await programOf(world, boss), await programOf(world, "admin")];
  quiz = await makeQuiz(world.db);
  const [author] = await listRoleHolders(world.db, "admin");
  for (const team of [own, other]) await assignQuiz(world.db, { id: author! }, quiz.quiz, { teamId: team.id, dueAt: "2026-02-01T23:59:59.999Z" }, world.now());
  for (const learner of [ann, bob]) await finish(world.db, learner, quiz.quiz.id, world.now());
});
afterAll(() => world.close());

const itemsOf = async (program: Program, path: string) => ((await program.get(path)).body as { items: Record<string, unknown>[] }).items;
const peopleIn = async (program: Program, path: string) => (await itemsOf(program, path)).map(({ person }) => (person as { name: string }).name);

describe("a token of a manager", () => {
  test("reads results, duties and figures of their own teams only; an admin's those of all", async () => {
    for (const path of ["/attempts", "/duties"]) {
      expect(await peopleIn(manager, path)).toEqual(["Ann"]);
      expect(await peopleIn(admin, path)).toEqual(["Ann", "Bob"]);
    }
    expect(await peopleIn(manager, `/attempts?person=${bob.public_id}`)).toEqual([]);
    const [hidden] = await itemsOf(admin, `/attempts?person=${bob.public_id}`);
    expect((await manager.get(`/attempts/${hidden!["id"] as string}`)).status).toBe(404);
    expect((await admin.get(`/attempts/${hidden!["id"] as string}`)).body).toMatchObject({ person: { name: "Bob" }, of: 3, passed: expect.any(Boolean) as boolean });
    expect((await manager.get(`/reports/completion?team=${other.public_id}`)).status).toBe(404);
    expect((await manager.get(`/reports/knowledge?team=${other.public_id}`)).status).toBe(404);
    expect((await manager.get(`/reports/completion?team=${own.public_id}`)).body).toMatchObject({ privacy: "named", total: { people: 1, assigned: 1, finished: { of: 1, from: 1, to: 1 } } });
  });

  test("reads, changes, ends, extends and makes assignments of their own teams only", async () => {
    const [mine] = await itemsOf(manager, "/assignments");
    const theirs = (await itemsOf(admin, "/assignments")).find(({ id }) => id !== mine!["id"])!;
    const path = `/assignments/${theirs["id"] as string}`;
    for (const answer of [
      await manager.get(path), await manager.get(`${path}/exceptions`), await manager.post(`${path}/ending`), await manager.post(`${path}/resumption`), await manager.ask("patch", path, { body: { late: false }, headers: { "If-Match": "*" } }),
      await manager.post(`${path}/exceptions`, { kind: "exemption", person: bob.public_id, reason: "Abroad" }), await manager.post("/assignments", { quizzes: [quiz.quiz.slug], audience: [{ kind: "team", id: other.public_id }] }),
      await manager.post("/assignments", { quizzes: [quiz.quiz.slug], audience: [{ kind: "everyone" }] }), await manager.post("/assignments", { quizzes: [quiz.quiz.slug], audience: [{ kind: "person", id: bob.public_id }] }),
    ]) expect(answer.status).toBe(404);
    expect((await manager.post(`/assignments/${mine!["id"] as string}/exceptions`, { kind: "exemption", person: bob.public_id, reason: "Abroad" })).body).toMatchObject({ status: 422 });
    expect((await manager.ask("patch", `/assignments/${mine!["id"] as string}`, { body: { audience: [{ kind: "team", id: other.public_id }] }, headers: { "If-Match": "*" } })).status).toBe(404);
    expect((await manager.post(`/assignments/${mine!["id"] as string}/exceptions`, { kind: "extension", person: ann.public_id, until: "2026-03-01", reason: "Ill" })).status).toBe(204);
    expect(await itemsOf(manager, `/assignments/${mine!["id"] as string}/exceptions`)).toMatchObject([{ kind: "extension", person: { name: "Ann" }, due_on: "2026-03-01" }]);
  });

  test("leaves a note of whose results were read", async () => {
    const seen = await world.db("sightings").join("people", "people.id", "sightings.person_id").where({ viewer_id: manager.person.id, place: "api" }).select("people.name");
    expect(seen).toEqual([{ name: "Ann" }]);
  });
});

describe("an installation that keeps names back", () => {
  test("tells programs of teams what it tells on the desk, and no more", async () => {
    const held = await openWorld({ privacyMode: "aggregate" });
    const boss = await makePerson(held.db, { roles: ["manager"] });
    const { team: fleet, people } = await makeStaffedTeam(held, 8, { name: "Fleet", manager_id: boss.id });
    const { people: few } = await makeStaffedTeam(held, 2, { name: "Tugs", parent_id: fleet.id });
    const asked = await makeQuiz(held.db);
    await assign(held, asked.quiz, fleet);
    for (const [place, person] of [...people.slice(0, 6), ...few].entries()) await take(held, person, asked.quiz, place % 4);
    const { body } = (await (await programOf(held, boss)).get("/reports/completion")) as { body: { teams: { name: string; figures: { people: number | null; assigned: number | null; finished: { from: number; to: number } | null; finished_percent: { from: number; to: number } | null } }[] } };
    const csv = parse((await (await held.signedInAs(boss)).get("/desk/tables/teams").expect(200)).text, { bom: true });
    const told = body.teams.map(({ name, figures: { people: heads, assigned, finished } }) => [name, heads ?? "Under 5", assigned ?? "", finished?.from ?? "", finished?.to ?? ""].map(String));
    expect(told.length).toBeGreaterThan(0);
    expect(csv.map((line) => line.slice(0, 5))).toEqual(expect.arrayContaining(told));
    expect(told.some(([name, heads]) => name === "Tugs" && heads === "2")).toBe(false);
    await held.close();
  });

  test.each(["pseudonymous", "aggregate"] as const)("(%s) tells programs of no single person, and of no group under five", async (privacyMode) => {
    const held = await openWorld({ privacyMode });
    const boss = await makePerson(held.db, { roles: ["manager"] });
    const team = await makeTeam(held.db, { manager_id: boss.id });
    const [few, asked] = [await makePerson(held.db, { team_id: team.id }), await makeQuiz(held.db)];
    await assignQuiz(held.db, boss, asked.quiz, { teamId: team.id, dueAt: null }, held.now());
    await finish(held.db, few, asked.quiz.id, held.now());
    for (const program of [await programOf(held, boss), await programOf(held, "admin")]) {
      for (const path of ["/attempts", "/attempts/any", "/duties"]) expect((await program.get(path)).status).toBe(403);
      expect((await program.get(`/reports/completion?team=${team.public_id}`)).body).toMatchObject({ privacy: privacyMode, total: { people: null, assigned: null, finished: null, passed: null, first_score_percent: null, readiness: null }, quizzes: [] });
      expect((await program.get(`/reports/knowledge?team=${team.public_id}`)).body).toMatchObject({ subjects: [], months: [], forecast: null });
    }
    await held.close();
  });
});
