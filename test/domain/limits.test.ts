import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { disputeFact, restoreFact } from "../../src/domain/ageing.ts";
import { addTime, setExtraTime } from "../../src/domain/adding-time.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { settleAttempt } from "../../src/domain/counting.ts";
import { finishOverdueAttempts, finishOverdueOf } from "../../src/domain/deadlines.ts";
import { openDatabase } from "../../src/storage/database.ts";
import type { Attempt, Db, Person, Quiz } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const START = "2026-01-05T09:00:00.000Z";
let world: World;
let other: Db;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); other = openDatabase(world.config.databaseUrl); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(async () => { await other.destroy(); await world.close(); });
beforeEach(() => world.travelTo(START));

const after = (seconds: number) => new Date(Date.parse(START) + seconds * 1000);
const start = (learner: Person, quiz: Quiz, at = world.now()) => startAttempt(world.db, learner, quiz, at);
const answer = (learner: Person, attempt: Attempt, place: number, at: Date, db = world.db) => answerQuestion(db, learner, attempt, place, ["a"], at);
const now = async ({ id }: Attempt) => (await world.db("attempts").where({ id }).first())!;
const key = (text: string) => `${text}-${"x".repeat(12)}`;

async function timed(given: Parameters<typeof makeQuiz>[1] = {}, someone: Partial<Person> = {}) {
  const learner = await makePerson(world.db, someone);
  const { quiz } = await makeQuiz(world.db, { limit_minutes: 10, ...given });
  return { learner, quiz, attempt: await start(learner, quiz) };
}

describe("a time limit", () => {
  test("sets the deadline at the start, longer for who has extra time", async () => {
    expect((await timed()).attempt.deadline_at).toBe(after(600).toISOString());
    expect((await timed({}, { extra_percent: 25 })).attempt.deadline_at).toBe(after(750).toISOString());
    expect((await timed({ limit_minutes: null }, { extra_percent: 25 })).attempt.deadline_at).toBeNull();
  });

  test("marks what was saved when it is over, as of the deadline; what was not answered counts as missed", async () => {
    const { learner, attempt } = await timed({ questions: 4 });
    await answer(learner, attempt, 1, after(30));
    await finishOverdueAttempts(world.db, after(604));
    expect((await now(attempt)).finished_at).toBeNull();
    await finishOverdueAttempts(world.db, after(9000));
    expect(await now(attempt)).toMatchObject({ finished_at: after(600).toISOString(), score: 1, of: 4 });
    expect(await world.db("paper_items").where({ attempt_id: attempt.id }).orderBy("position").pluck("missed")).toEqual([0, 1, 1, 1]);
  });

  test("counts what was missed no more once it is withdrawn, and again when it is restored; what was withdrawn before the end never", async () => {
    const [before, later] = [await makeFact(world.db), await makeFact(world.db)];
    const questions = [await makeQuestion(world.db), await makeQuestionOn(world.db, before), await makeQuestionOn(world.db, later)];
    const { learner, attempt } = await timed({ questions });
    await answer(learner, attempt, 1, after(30));
    await disputeFact(world.db, trainer, before, DOUBT, after(60));
    await disputeFact(world.db, trainer, later, DOUBT, after(700));
    expect(await now(attempt)).toMatchObject({ finished_at: after(600).toISOString(), score: 1, of: 1 });
    for (const fact of [before, later]) await restoreFact(world.db, trainer, fact, { reason: "It stands after all." }, after(800));
    expect(await now(attempt)).toMatchObject({ score: 1, of: 2 });
  });

  test("takes the answer that was on its way, whoever else looks meanwhile, and none after that", async () => {
    const { learner, attempt } = await timed();
    await answer(learner, attempt, 1, after(100));
    await Promise.all([finishOverdueAttempts(other, after(604)), finishOverdueOf(other, learner, after(604))]);
    expect(await answer(learner, attempt, 2, after(604))).toBe("stored");
    expect(await now(attempt)).toMatchObject({ finished_at: after(600).toISOString(), score: 2, of: 3 });
    expect(await answer(learner, attempt, 3, after(604))).toBe("over");
    expect(await now(attempt)).toMatchObject({ score: 2, of: 3 });
    expect(await answer(learner, attempt, 1, after(9000))).toBe("kept");
  });

  test("takes none once the learner has seen what it came to", async () => {
    const { learner, attempt } = await timed();
    await answer(learner, attempt, 1, after(100));
    await settleAttempt(world.db, learner, attempt, after(600));
    for (const seconds of [598, 600, 601]) expect(await answer(learner, attempt, 2, after(seconds), other)).toBe("over");
    expect(await now(attempt)).toMatchObject({ finished_at: after(600).toISOString(), score: 1, of: 3 });
  });

  test("stays over when the clock is set back", async () => {
    const { learner, attempt } = await timed();
    await finishOverdueAttempts(world.db, after(700));
    expect(await answer(learner, attempt, 1, after(300))).toBe("over");
    expect(await now(attempt)).toMatchObject({ finished_at: after(600).toISOString(), score: 0, of: 3 });
  });

  test("counts once when two processes meet at the deadline", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { learner, attempt } = await timed({ questions: 2 });
      await answer(learner, attempt, 1, after(10));
      const outcomes = await Promise.allSettled([
        answer(learner, attempt, 2, after(602)), answer(learner, attempt, 2, after(602), other), settleAttempt(other, learner, attempt, after(601)),
        finishOverdueAttempts(world.db, after(606)), finishOverdueAttempts(other, after(606)),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill("fulfilled"));
      const told = [outcomes[0], outcomes[1]].map((outcome) => (outcome.status === "fulfilled" ? String(outcome.value) : "")).sort().join();
      expect(["kept,stored", "over,over"]).toContain(told);
      const stored = told === "over,over" ? 1 : 2;
      expect(await world.db("responses").where({ attempt_id: attempt.id })).toHaveLength(stored);
      expect(await now(attempt)).toMatchObject({ finished_at: after(600).toISOString(), score: stored, of: 2 });
    }
  });

  test("makes room for a new attempt when it is over", async () => {
    const { learner, quiz, attempt } = await timed();
    expect((await start(learner, quiz, after(604))).id).toBe(attempt.id);
    const second = await start(learner, quiz, after(605));
    expect(second).toMatchObject({ number: 2, deadline_at: after(1205).toISOString() });
    expect((await now(attempt)).finished_at).toBe(after(600).toISOString());
  });
});

describe("addTime", () => {
  test("moves the deadline of those who are taking the quiz, once for each form, and leaves what is over", async () => {
    const { learner, quiz, attempt } = await timed();
    const over = await start(await makePerson(world.db), quiz, after(-900));
    const give = (form: string, email = "") => addTime(world.db, trainer, quiz, { key: key(form), minutes: 5, email }, after(60));
    await Promise.all([give(`all ${quiz.slug}`), give(`all ${quiz.slug}`)]);
    expect(await now(attempt)).toMatchObject({ deadline_at: after(900).toISOString(), added_minutes: 5 });
    expect((await now(over)).added_minutes).toBe(0);

    expect(await give(`one ${quiz.slug}`, learner.email)).toMatchObject({ id: learner.id });
    await give(`not them ${quiz.slug}`, trainer.email);
    expect(await now(attempt)).toMatchObject({ deadline_at: after(1200).toISOString(), added_minutes: 10 });
    await expect(give("nobody", "nobody@example.test")).rejects.toThrow("Nobody here has this email.");
    expect((await world.db("audit_events").where({ deed: "quiz.time-added", subject: quiz.slug }).pluck("detail")).map((detail) => (JSON.parse(detail) as { person: string }).person)).toEqual(["everybody", learner.public_id, trainer.public_id]);
  });
});

describe("setExtraTime", () => {
  test("makes limits longer from now on, and what runs at once; taking it back shortens nothing that runs", async () => {
    const { learner, quiz, attempt } = await timed();
    await setExtraTime(world.db, trainer, learner.public_id, 50, after(60));
    expect((await now(attempt)).deadline_at).toBe(after(900).toISOString());
    await setExtraTime(world.db, trainer, learner.public_id, 0, after(60));
    expect((await now(attempt)).deadline_at).toBe(after(900).toISOString());
    expect((await start(learner, quiz, after(905))).deadline_at).toBe(after(1505).toISOString());
    expect(await world.db("audit_events").where({ deed: "person.extra-time", subject: learner.public_id }).pluck("detail")).toEqual(['{"from":0,"to":50}', '{"from":50,"to":0}']);
  });
});

describe("attempts", () => {
  test("are not more than the quiz allows, however many are started at once in two processes", async () => {
    const learner = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: 1, most_attempts: 2 });
    for (let turn = 0; turn < 3; turn++) {
      const starts = await Promise.allSettled([world.db, other, world.db, other].map((db) => startAttempt(db, learner, quiz, world.now())));
      if (turn === 2) expect(starts.map((start) => start.status === "rejected" && String(start.reason))).toEqual(Array(4).fill(expect.stringContaining("as often as it can be taken")));
      for (const started of starts) if (started.status === "fulfilled") await answer(learner, started.value, 1, world.now());
    }
    expect(await world.db("attempts").where({ person_id: learner.id, quiz_id: quiz.id })).toHaveLength(2);
  });

  test("wait for one another as long as the quiz says", async () => {
    const learner = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: 1, wait_hours: 24 });
    await answer(learner, await start(learner, quiz), 1, after(60));
    await expect(start(learner, quiz, after(24 * 3600))).rejects.toThrow("You can take this quiz again from 6 January 2026, 09:01 UTC.");
    expect((await start(learner, quiz, after(24 * 3600 + 60))).number).toBe(2);
  });
});
