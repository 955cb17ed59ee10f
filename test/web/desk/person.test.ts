import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../../src/domain/answering.ts";
import { startAttempt } from "../../../src/domain/attempts.ts";
import type { Person, Quiz } from "../../../src/storage/tables.ts";
import { programOf } from "../../support/api.ts";
import { makeFact, makeQuestionOn } from "../../support/facts.ts";
import { makeMemories } from "../../support/learning.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { assign, makeStaffedTeam } from "../../support/organisation.ts";
import { unmeantIn } from "../../support/unmeant.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let boss: Person;
let ann: Person;
let manager: Agent;
let [done, waiting]: Quiz[] = [];
beforeAll(async () => {
  world = await openWorld({ privacyMode: "named" });
  boss = await makePerson(world.db, { roles: ["manager"], name: "The boss" });
  const { team, people } = await makeStaffedTeam(world, 2, { name: "Top", manager_id: boss.id });
  [ann] = people as [Person];
  const questions = [];
  while (questions.length < 3) questions.push(await makeQuestionOn(world.db, await makeFact(world.db)));
  done = (await makeQuiz(world.db, { title: "Phones", questions })).quiz;
  waiting = (await makeQuiz(world.db, { title: "Doors", questions: 2 })).quiz;
  for (const quiz of [done, waiting]) await assign(world, quiz, team);
  const attempt = await startAttempt(world.db, ann, done, world.now());
  for (const [place, chosen] of ["a", "b", "b"].entries()) await answerQuestion(world.db, ann, attempt, place + 1, [chosen], world.now(), place < 2 ? "sure" : "guess");
  manager = await world.signedInAs(boss);
});
afterAll(() => world.close());

const address = () => `/desk/people/${ann.public_id}`;
const rowsIn = (text: string) => [...text.matchAll(/<tr (?:role="row" )?data-(?:state="(\w+)"|topic)><th[^>]*>(?:<a[^>]*>)?([^<]*)(?:<\/a>[^<]*)?<\/th>([^]*?)<\/tr>/g)].map(([, state, name, cells]) => [state ?? "topic", name!, ...cells!.replace(/<[^>]+>/g, " ").split(/\s{2,}/).map((cell) => cell.trim()).filter(Boolean)]);

describe("the page about one person", () => {
  test("says what is asked, what came of it, and topic by topic what is known and wrongly believed", async () => {
    const { text } = await manager.get(address()).expect(200);
    const rows = rowsIn(text);
    expect(rows.filter(([state]) => state !== "topic").map(([state, name]) => [state, name])).toEqual([["todo", "Doors"], ["done", "Phones"], ["finished", "Phones"]]);
    expect(rows.find(([state]) => state === "topic")).toEqual(["topic", "Phishing", "33%", "3", "1 of 3", expect.stringMatching(/^\d+%$/)]);
    expect((await manager.get(`/desk/teams/${(await world.db("teams").first())!.public_id}`)).text).toContain(`href="${address()}"`);
  });

  test("names the topics to each reader in their language, in the chart and in the table", async () => {
    const [person] = (await makeStaffedTeam(world, 1, { name: "Elsewhere" })).people as [Person];
    await makeMemories(world.db, person, 2, { at: world.now(), topic: "passwords" });
    const german = await world.signedInAs(await makePerson(world.db, { roles: ["admin"], language: "de" }));
    const { text } = await german.get(`/desk/people/${person.public_id}`).expect(200);
    expect(text.match(/<th[^>]*>Passwörter und Anmeldung<\/th>/g)).toHaveLength(2);
    expect(unmeantIn(text)).toEqual([]);
  });

  test("is noted, once an hour, so that the person can read who looked", async () => {
    expect(await world.db("sightings").where({ person_id: ann.id, viewer_id: boss.id })).toHaveLength(1);
    expect((await (await world.signedInAs(ann)).get("/progress")).text).toMatch(/The boss, once, on 5 January 2026/);
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    expect((await admin.get(`/admin/people/${ann.public_id}`)).text).toMatch(/<strong>Looked at results by name<\/strong> · by .?The boss/);
    expect((await (await programOf(world, "admin")).get("/attempts")).status).toBe(200);
    expect((await admin.get("/admin/audit?deed=results.seen")).text).toMatch(/data-label="Whom or what">Everybody they may see</);
  });

  test("grants more time and exemptions, says what is wrong with a wish, and takes them back", async () => {
    const assignment = await world.db("assignments").whereIn("id", world.db("assignment_quizzes").where({ quiz_id: waiting!.id }).select("assignment_id")).first();
    const grant = (wish: object) => manager.post(`${address()}/exceptions`).type("form").send({ assignment: assignment!.public_id, kind: "extension", until: "2026-02-01", reason: "On leave", ...wish });
    expect((await grant({ until: "2025-12-01", reason: "" }).expect(422)).text).toContain("Say why.");
    await grant({ assignment: "elsewhere" }).expect(404);
    await grant({}).expect(303);
    expect((await manager.get(address())).text).toMatch(/1 February 2026[^]*On leave/);
    const [held] = await world.db("assignment_exceptions");
    await manager.post(`${address()}/exceptions/${held!.id}/removal`).expect(303);
    expect(await world.db("assignment_exceptions")).toEqual([]);
    await grant({ kind: "exemption", until: "" }).expect(303);
    expect(rowsIn((await manager.get(address())).text).map(([state, name]) => `${state} ${name}`)).toContain("exempt Doors");
  });

  test("is nobody's who does not manage them, nor theirs who has left, nor there without names", async () => {
    const other = await world.signedInAs(await makePerson(world.db, { roles: ["manager", "trainer"] }));
    const outside = await makePerson(world.db);
    for (const path of [address(), `/desk/people/${outside.public_id}`, "/desk/people/nobody"]) await other.get(path).expect(404);
    await other.post(`${address()}/exceptions`).type("form").send({}).expect(404);
    await manager.get(`/desk/people/${outside.public_id}`).expect(404);
    await (await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }))).get(`/desk/people/${outside.public_id}`).expect(200);
    const gone = await makePerson(world.db, { team_id: ann.team_id, deactivated_at: world.now().toISOString() });
    await manager.get(`/desk/people/${gone.public_id}`).expect(404);
    for (const privacyMode of ["pseudonymous", "aggregate"] as const) {
      const strict = await openWorld({ privacyMode });
      const [lead, one] = [await makePerson(strict.db, { roles: ["manager", "admin"] }), await makePerson(strict.db)];
      await (await strict.signedInAs(lead)).get(`/desk/people/${one.public_id}`).expect(404);
      expect(await strict.db("sightings")).toEqual([]);
      await strict.close();
    }
  });
});
