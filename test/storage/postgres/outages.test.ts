import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../../src/storage/database.ts";
import { USUAL } from "../../../src/storage/postgres/patience.ts";
import { statement } from "../../../src/storage/statements.ts";
import type { Db, Person } from "../../../src/storage/tables.ts";
import { troubleOf } from "../../../src/lib/troubles.ts";
import { newDatabase } from "../../support/database.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { layWire, type Wire } from "../../support/wire.ts";
import { openOn, type Agent, type World } from "../../support/world.ts";
import { attemptIn } from "../../support/attempt-in.ts";

let wire: Wire;
let world: World;
/** Beside the wire. */
let direct: Db;
let url: string;
beforeAll(async () => {
  const made = await newDatabase(inject("database"));
  wire = await layWire(Number(new URL(made.url).port));
  url = made.url.replace(/:\d+\//, `:${wire.port}/`);
  world = await openOn({ ...made, url });
  direct = openDatabase(made.url);
});
afterAll(async () => { await direct.destroy(); await world.close(); await wire.close(); });

const begin = async (agent: Agent, slug: string) => attemptIn((await agent.post(`/quizzes/${slug}/attempts`).type("form").send({}).expect(303)).headers["location"]);
const answer = (agent: Agent, attempt: string, place: number) => agent.post(`${attempt}/questions/${place}/response`).type("form").send({ chosen: String(1 + (place % 3)), confidence: "sure" });
const answersOf = ({ id }: Person) => direct("responses").join("attempts", "attempts.id", "responses.attempt_id").where("attempts.person_id", id).select<{ score: number }[]>("responses.score");

describe("while the database is away", () => {
  test("people hear so, keep what they sent, and go on by themselves when it is back", async () => {
    const person = await makePerson(world.db, { roles: ["trainer"] });
    const { quiz } = await makeQuiz(world.db, { questions: 3 });
    const agent = await world.signedInAs(person);
    const attempt = await begin(agent, quiz.slug);
    await answer(agent, attempt, 1).expect(303);
    wire.cut();

    const sent = await answer(agent, attempt, 2).expect(503).expect("Retry-After", "5");
    expect(sent.text).toContain(`action="${attempt}/questions/2/response"`);
    expect(sent.text).toContain('name="chosen" value="3"');
    expect(sent.text).toContain("database does not answer");
    const forged = await answer(agent, attempt, 2).set("Sec-Fetch-Site", "cross-site").expect(503);
    expect(forged.text).not.toContain('name="chosen"');
    const secret = await world.visitor().post("/session").type("form").send({ email: person.email, password: "of mine alone" }).expect(503);
    expect(secret.text).not.toContain("of mine alone");
    expect((await agent.get("/progress?of=me").expect(503)).text).toContain('href="/progress?of=me"');
    expect((await agent.get("//elsewhere.test/").expect(503)).text).not.toContain("elsewhere.test");
    expect((await world.visitor().get("/api/v1/quizzes").set("Authorization", `Bearer dbt_${"a".repeat(43)}`).expect(503).expect("Retry-After", "5")).text).toContain("problem-unavailable");

    wire.mend();
    await answer(agent, attempt, 2).expect(303);
    expect(await answersOf(person)).toHaveLength(2);
  });

  test("a connection on which nothing comes any more is given up", async () => {
    const hasty = openDatabase(url, { ...USUAL, statement: 300 }, "hasty");
    try {
      await hasty.raw("SELECT 1");
      wire.hush();
      expect(troubleOf(await hasty.raw("SELECT 1").catch((error: unknown) => error))).toBe("away");
      wire.mend();
      await hasty.raw("SELECT 1");
    } finally {
      await hasty.destroy();
    }
  });
});

describe("when every connection is ended in the middle of answers, again and again", () => {
  test("what was acknowledged is there once, and scores equal a recount", { timeout: 120_000 }, async () => {
    const QUESTIONS = 16;
    const { quiz } = await makeQuiz(world.db, { questions: QUESTIONS });
    const people = await Promise.all(Array.from({ length: 4 }, () => makePerson(world.db)));
    const sittings = await Promise.all(people.map(async (person) => { const agent = await world.signedInAs(person); return { person, agent, attempt: await begin(agent, quiz.slug) }; }));
    let [isOver, ends] = [false, 0];
    const ending = (async () => {
      while (!isOver) {
        await direct.raw("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'debrief'");
        ends += 1;
        await direct.raw("SELECT pg_sleep(0.1)");
      }
    })();
    const statuses = new Set<number>();
    await Promise.all(sittings.map(async ({ agent, attempt }) => {
      for (let place = 1; place <= QUESTIONS; place++) {
        let status = 0;
        while (status !== 303) statuses.add(({ status } = await answer(agent, attempt, place)).status);
      }
    }));
    isOver = true;
    await ending;
    expect(ends).toBeGreaterThan(1);
    expect([...statuses].filter((status) => status !== 303 && status !== 503)).toEqual([]);
    for (const { person } of sittings) {
      const answers = await answersOf(person);
      expect(answers).toHaveLength(QUESTIONS);
      const kept = await direct("attempts").where({ person_id: person.id }).first();
      expect(kept).toMatchObject({ score: answers.map(({ score }) => Number(score)).reduce((sum, score) => sum + score, 0), of: QUESTIONS });
    }
  });
});

describe("a deed that the database takes back as a whole", () => {
  test("is done again after a deadlock, and nothing of it twice", async () => {
    const [one, other] = [await makePerson(world.db, { name: "" }), await makePerson(world.db, { name: "" })];
    const arrived = [false, false];
    const meeting = async (place: number) => { arrived[place] = true; while (!arrived[1 - place]) await direct.raw("SELECT pg_sleep(0.01)"); };
    const tries = [0, 0];
    const both = (place: number, ids: number[]) => world.db.transaction(async (tx) => {
      tries[place]! += 1;
      for (const [step, id] of ids.entries()) {
        await tx("people").where({ id }).update({ name: tx.raw("name || ?", [`${place}`]) });
        if (step === 0) await meeting(place);
      }
    });
    await Promise.all([both(0, [one.id, other.id]), both(1, [other.id, one.id])]);
    expect(tries[0]! + tries[1]!).toBe(3);
    const names = await world.db("people").whereIn("id", [one.id, other.id]).pluck("name");
    expect(names.map((name) => [...name].sort().join(""))).toEqual(["01", "01"]);
  });

  test("waits for a lock no longer than it may, and says that it is busy", async () => {
    const hasty = openDatabase(url, { ...USUAL, lock: 100 }, "hasty");
    const person = await makePerson(world.db);
    try {
      await world.db.transaction(async (tx) => {
        await tx("people").where({ id: person.id }).update({ name: "Held" });
        expect(troubleOf(await hasty("people").where({ id: person.id }).update({ name: "Late" }).catch((error: unknown) => error))).toBe("busy");
      });
    } finally {
      await hasty.destroy();
    }
  });

  test("goes on with its prepared statements after a table got another column", async () => {
    await world.db.raw("CREATE TABLE shelves (id int, name text)");
    const shelves = statement<[id: number], Record<string, unknown>>((db, id) => db.select("*").from("shelves").where({ id }));
    const look = () => Promise.all(Array.from({ length: 4 }, () => shelves(world.db, 1)));
    await look();
    await direct.raw("ALTER TABLE shelves ADD COLUMN colour text");
    await direct.raw("INSERT INTO shelves VALUES (1, 'upper', 'red')");
    expect((await look())[3]).toEqual([{ id: 1, name: "upper", colour: "red" }]);
    expect(await world.db.transaction((tx) => shelves(tx, 1))).toEqual([{ id: 1, name: "upper", colour: "red" }]);
  });
});
