import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setExtraTime, addTime } from "../../src/domain/adding-time.ts";
import { disputeFact } from "../../src/domain/ageing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { askForErasure, declineErasure, erasePerson, withdrawErasure } from "../../src/domain/erasing.ts";
import { Forbidden, NotFound, Refused } from "../../src/domain/errors.ts";
import { deactivatePerson, reactivatePerson } from "../../src/domain/people.ts";
import { signIn } from "../../src/domain/signing-in.ts";
import { listCertificatesOf } from "../../src/storage/certificates.ts";
import { EVERYBODY, listPeople } from "../../src/storage/people-filter.ts";
import type { Person } from "../../src/storage/tables.ts";
import { TRACES } from "../../src/storage/traces.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam, PASSWORD } from "../support/make.ts";
import { take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeAll(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); });
afterAll(() => world.close());

const ask = (person: Person, password = PASSWORD) => askForErasure(world.db, person, { password, ip: "203.0.113.7" }, world.now());
const erase = (person: Person, by = admin) => erasePerson(world.db, by, person.public_id, world.now());

/** Somebody with a trace in every table that can have one, by their name or email in whatever text it was written. */
async function makeKnownPerson(): Promise<Person> {
  const team = await makeTeam(world.db);
  const person = await makePerson(world.db, { name: "Zelda Unmistakable", email: "zelda@unmistakable.test", team_id: team.id, roles: ["manager", "trainer"] });
  await world.db("teams").where({ id: team.id }).update({ manager_id: person.id });
  await world.signedInAs(person);
  await signIn(world.db, { email: person.email, password: "no" }, "198.51.100.1", world.now());
  return person;
}

async function allRows(): Promise<string> {
  const tables = [...new Set(TRACES.map(({ table }) => table)), "people", "sign_in_tries", "responses"];
  const rows: string[] = [];
  for (const table of tables) rows.push(table, JSON.stringify(await world.db(table as "people")));
  return rows.join("\n");
}

describe("asking to be erased", () => {
  test("takes the password, happens once, and can be taken back", async () => {
    const person = await makePerson(world.db);
    await expect(ask(person, "a wrong password")).rejects.toMatchObject({ field: "password" });
    await ask(person);
    await ask(person);
    expect(await world.db("erasure_requests").where({ person_id: person.id })).toMatchObject([{ closed_at: null }]);
    await withdrawErasure(world.db, person, world.now());
    await expect(erase(person)).rejects.toThrow("have not asked for it, or have withdrawn");
    expect((await world.db("audit_events").where({ subject: person.public_id })).map(({ deed }) => deed)).toEqual(["person.erasure-asked", "person.erasure-withdrawn"]);
  });

  test("can be declined by another administrator, with a reason", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    await ask(person);
    await expect(declineErasure(world.db, person, person.public_id, "No", world.now())).rejects.toThrow(Refused);
    await declineErasure(world.db, admin, person.public_id, "We must keep proof of training until June.", world.now());
    await expect(declineErasure(world.db, admin, person.public_id, "Again", world.now())).rejects.toThrow("no open request any more");
    expect(await world.db("erasure_requests").where({ person_id: person.id })).toMatchObject([{ outcome: "declined", reason: "We must keep proof of training until June.", closed_by: admin.id }]);
    await deactivatePerson(world.db, admin, person.public_id, world.now());
  });
});

describe("erasing a person", () => {
  test("leaves nothing that says who it was, and nobody who can sign in", async () => {
    const person = await makeKnownPerson();
    await ask(person);
    await erase(person);
    const rows = await allRows();
    expect(rows).not.toMatch(/zelda|unmistakable/i);
    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
    expect(await world.db("person_roles").where({ person_id: person.id })).toEqual([]);
    expect(await world.db("teams").where({ manager_id: person.id })).toEqual([]);
    expect(await signIn(world.db, { email: person.email, password: PASSWORD }, "", world.now())).toBe("wrong");
    await expect(reactivatePerson(world.db, admin, person.public_id, world.now())).rejects.toThrow(NotFound);
    expect((await listPeople(world.db, { ...EVERYBODY, q: "Erased" }, "name", 1)).total).toBe(0);
    expect(await world.db("audit_events").where({ deed: "person.erased" })).toMatchObject([{ actor_id: admin.id, subject: person.public_id, detail: '{"attempts":0}' }]);
  });

  test("keeps their answers for statistics, as nobody's, and without the time of day", async () => {
    const numeric = await makeQuestion(world.db, { kind: "short", options: undefined, answer: { accept: ["Turla"], reject: [] } } as object);
    const [one, two] = [await makeQuiz(world.db), await makeQuiz(world.db, { questions: [numeric] })];
    const person = await makePerson(world.db);
    await take(world, person, one.quiz, 2);
    world.travelTo("2026-01-06T10:30:00Z");
    await take(world, person, one.quiz, 3);
    const open = await startAttempt(world.db, person, two.quiz, world.now());
    await answerQuestion(world.db, person, open, 1, ["Ask Zelda in room 12"], world.now());
    const before = await world.db("attempts").where({ quiz_id: one.quiz.id }).orderBy("id");
    await ask(person);
    await erase(person);

    expect(await world.db("attempts").where({ person_id: person.id })).toEqual([]);
    const after = await world.db("attempts").where({ quiz_id: one.quiz.id }).orderBy("id");
    expect(after.map(({ number, score, of }) => [number, score, of])).toEqual(before.map(({ number, score, of }) => [number, score, of]));
    expect(after.map(({ started_at }) => started_at)).toEqual(["2026-01-05T00:00:00.000Z", "2026-01-06T00:00:00.000Z"]);
    expect(new Set([...before, ...after].map(({ public_id }) => public_id)).size).toBe(4);
    const owners = await world.db("attempts").whereIn("quiz_id", [one.quiz.id, two.quiz.id]).distinct("person_id");
    expect(owners).toHaveLength(2);
    expect(await world.db("responses").where({ attempt_id: open.id })).toMatchObject([{ chosen: "[]", score: 0 }]);
    await expect(answerQuestion(world.db, person, { public_id: before[0]!.public_id }, 1, ["a"], world.now())).rejects.toThrow(NotFound);
  });

  test("takes certificates, extra time and deadlines away, and gives nobody a certificate afterwards", async () => {
    const fact = await makeFact(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact)], certificate_months: 12, pass_percent: 50, limit_minutes: 10 });
    const [person, trainer] = [await makePerson(world.db), await makePerson(world.db, { roles: ["trainer"] })];
    await setExtraTime(world.db, trainer, person.public_id, 50, world.now());
    await addTime(world.db, trainer, quiz, { key: "for one", minutes: 5, email: person.email }, world.now());
    await take(world, person, quiz, 1);
    const [certificate] = await listCertificatesOf(world.db, person);
    await ask(person);
    await erase(person);

    expect(await world.db("people").where({ id: person.id })).toMatchObject([{ extra_percent: 0 }]);
    expect(await world.db("time_additions").where({ person_id: person.id })).toEqual([]);
    expect(await world.db("attempts").where({ quiz_id: quiz.id })).toMatchObject([{ deadline_at: null, added_minutes: 0 }]);
    const noted = await world.db("audit_events").where({ subject: certificate!.number }).orWhere({ deed: "quiz.time-added" }).orWhere({ deed: "person.extra-time" });
    expect(noted.map(({ detail }) => detail)).toEqual(noted.map(() => "{}"));
    await disputeFact(world.db, trainer, fact, DOUBT, world.now());
    expect(await world.db("certificates")).toEqual([]);
  });

  test("takes a request, or somebody who was deactivated", async () => {
    const person = await makePerson(world.db);
    await expect(erase(person)).rejects.toThrow(Refused);
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    expect(await erase(person)).toBe("erased");
  });

  test.each([[1], [2], [3]])("by two clicks or two admins at once happens once, round %i", async () => {
    const [person, other] = [await makePerson(world.db), await makePerson(world.db, { roles: ["admin"] })];
    await ask(person);
    const outcomes = await world.atOnce(() => erase(person), () => erase(person, other), () => erase(person));
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : outcome.reason as unknown)).sort()).toEqual(["already", "already", "erased"]);
    expect(await world.db("audit_events").where({ deed: "person.erased", subject: person.public_id })).toHaveLength(1);
    await deactivatePerson(world.db, admin, other.public_id, world.now());
  });

  test("never takes the last administrator, nor oneself, nor is it for others", async () => {
    await expect(ask(admin)).rejects.toThrow("last active administrator");
    const [second, learner] = [await makePerson(world.db, { roles: ["admin"] }), await makePerson(world.db)];
    await ask(second);
    await expect(erase(second, second)).rejects.toThrow("cannot erase yourself");
    await expect(erase(second, learner)).rejects.toThrow(Forbidden);
    await ask(admin);
    const outcomes = await world.atOnce(() => erase(second), () => erase(admin, second));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await world.db("person_roles").join("people", "people.id", "person_roles.person_id").where({ role: "admin" }).whereNull("deactivated_at")).toHaveLength(1);
  });
});

describe("the list of what points at people", () => {
  test("is complete: whoever adds a table decides there what erasing does to it", async () => {
    const isSqlite = (world.db.client as { config: { client: string } }).config.client === "sqlite3";
    const { rows } = isSqlite
      ? { rows: await world.db.raw<{ place: string }[]>("SELECT t.name || '.' || f.\"from\" AS place FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f.\"table\" = 'people'") }
      : await world.db.raw<{ rows: { place: string }[] }>(`SELECT c.conrelid::regclass::text || '.' || a.attname AS place FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
          WHERE c.contype = 'f' AND c.confrelid = 'people'::regclass`);
    const listed = TRACES.map(({ table, column }) => `${table}.${column}`).filter((place) => place !== "teams.manager_id");
    expect(rows.map(({ place }) => place).sort()).toEqual(listed.sort());
  });
});
