import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { disputeFact } from "../../src/domain/ageing.ts";
import { retireQuestion } from "../../src/domain/retiring.ts";
import { planReviews } from "../../src/domain/review-plans.ts";
import { answerReview, startReviews } from "../../src/domain/reviews.ts";
import { listMemories } from "../../src/storage/memories.ts";
import { listReviewsOn } from "../../src/storage/reviews.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makeFact, makeQuestionAbout, type MadeFact } from "../support/facts-asked.ts";
import { makePerson, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const FIRST = "2026-01-05T09:00:00Z";
const NEXT_DAY = "2026-01-06T09:00:00Z";
const MUCH_LATER = "2026-03-02T09:00:00Z";
const UTC = "UTC";

/** So many facts, each with that many questions in a published quiz. */
async function facts(count: number, each = 2): Promise<{ fact: MadeFact; questions: MadeQuestion[] }[]> {
  const made = [];
  while (made.length < count) {
    const fact = await makeFact(world.db);
    const questions = [];
    while (questions.length < each) questions.push(await makeQuestionAbout(world.db, [fact]));
    made.push({ fact, questions });
  }
  return made;
}

/** Answers these questions in a quiz of their own, and finishes it. */
async function answered(person: Person, questions: readonly MadeQuestion[], option = "a"): Promise<void> {
  const { quiz } = await makeQuiz(world.db, { questions: [...questions] });
  const attempt = await startAttempt(world.db, person, quiz, world.now());
  for (const [index] of questions.entries()) await answerQuestion(world.db, person, attempt, index + 1, [option], world.now());
}

/** A learner who has answered the first question of each of these facts wrongly on the first day; every question stands in a published quiz. */
async function learnerOf(asked: Awaited<ReturnType<typeof facts>>): Promise<Person> {
  world.travelTo(FIRST);
  const person = await makePerson(world.db);
  await makeQuiz(world.db, { questions: asked.flatMap(({ questions }) => questions) });
  await answered(person, asked.map(({ questions }) => questions[0]!), "b");
  return person;
}

describe("what somebody remembers", () => {
  test("begins with the first answer about a fact and is due again a day or more later", async () => {
    const [{ fact, questions }] = (await facts(1)) as [Awaited<ReturnType<typeof facts>>[number]];
    world.travelTo(FIRST);
    const [right, wrong] = [await makePerson(world.db), await makePerson(world.db)];
    await answered(right, [questions[0]!]);
    await answered(wrong, [questions[0]!], "b");
    const [[known], [missed]] = [await listMemories(world.db, right.id), await listMemories(world.db, wrong.id)];
    expect(known).toMatchObject({ factKey: fact.key, incidentId: fact.incidentId, topic: "phishing", reps: 1, lapses: 0, lastAt: "2026-01-05T09:00:00.000Z" });
    expect(known!.stability).toBeGreaterThan(missed!.stability);
    expect(known!.dueAt > missed!.dueAt).toBe(true);
    expect(missed!.dueAt).toBe("2026-01-06T09:00:00.000Z");
  });

  test("counts one answer once, however often and from wherever it is sent", async () => {
    const [{ questions }] = (await facts(1)) as [Awaited<ReturnType<typeof facts>>[number]];
    world.travelTo(FIRST);
    const person = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [questions[0]!] });
    const attempt = await startAttempt(world.db, person, quiz, world.now());
    const send = (option: string) => () => answerQuestion(world.db, person, attempt, 1, [option], world.now());
    await world.atOnce(...["a", "b", "a", "b", "a", "b"].map(send));
    expect(await listMemories(world.db, person.id)).toMatchObject([{ reps: 1 }]);
    expect(await world.db("recollections").where({ person_id: person.id })).toHaveLength(1);
  });

  test("is brought up to date by two answers about one fact at the same moment, one after the other", async () => {
    const [{ questions }] = (await facts(1)) as [Awaited<ReturnType<typeof facts>>[number]];
    world.travelTo(FIRST);
    const person = await makePerson(world.db);
    const attempts = [];
    for (const question of questions) attempts.push(await startAttempt(world.db, person, (await makeQuiz(world.db, { questions: [question] })).quiz, world.now()));
    const outcomes = await world.atOnce(...attempts.map((attempt) => () => answerQuestion(world.db, person, attempt, 1, ["a"], world.now())));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await listMemories(world.db, person.id)).toMatchObject([{ reps: 2 }]);
  });
});

describe("a review", () => {
  test("asks what is due through another question than last time, once, and moves it on", async () => {
    const [{ questions }] = (await facts(1)) as [Awaited<ReturnType<typeof facts>>[number]];
    const person = await learnerOf([{ fact: { id: 0, key: "", incidentId: 0 }, questions }]);
    expect(await startReviews(world.db, person, UTC, world.now())).toBeUndefined();
    world.travelTo(NEXT_DAY);
    const outcomes = await world.atOnce(...Array.from({ length: 4 }, () => () => startReviews(world.db, person, UTC, world.now())));
    const ids = new Set(outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value?.public_id));
    expect(ids.size).toBe(1);
    const [review] = await listReviewsOn(world.db, person.id, "2026-01-06");
    expect(review).toMatchObject({ question_id: questions[1]!.row.id });
    const replies = await world.atOnce(...["a", "b", "a"].map((option) => () => answerReview(world.db, person, review!.public_id, [option], null, UTC, world.now())));
    expect(replies.map((reply) => reply.status === "fulfilled" && reply.value).sort()).toEqual(["kept", "kept", "stored"]);
    expect(await listMemories(world.db, person.id)).toMatchObject([{ reps: 2 }]);
    expect(await planReviews(world.db, person.id, UTC, 0, world.now())).toEqual([]);
  });

  test("is of three facts a day at most, and what was left makes no debt", async () => {
    const person = await learnerOf(await facts(8));
    world.travelTo(MUCH_LATER);
    for (let turn = 0; turn < 5; turn++) {
      const review = await startReviews(world.db, person, UTC, world.now());
      if (review) await answerReview(world.db, person, review.public_id, ["a"], null, UTC, world.now());
    }
    expect(await listReviewsOn(world.db, person.id, "2026-03-02")).toHaveLength(3);
    world.travelTo("2026-03-03T09:00:00Z");
    expect(await planReviews(world.db, person.id, UTC, 0, world.now())).toHaveLength(3);
  });

  test("takes the day of the learner, not that of the server", async () => {
    const person = await learnerOf(await facts(1));
    world.travelTo("2026-01-05T16:00:00Z");
    expect(await planReviews(world.db, person.id, UTC, 0, world.now())).toEqual([]);
    expect(await planReviews(world.db, person.id, "Asia/Tokyo", 0, world.now())).toHaveLength(1);
  });

  test("never uses a draft, what is retired or rests on a doubted fact, what no published quiz has, nor what is on an open paper or still to be taken", async () => {
    const asked = await facts(6, 1);
    const person = await learnerOf(asked);
    const stray = await makeQuestionAbout(world.db, [asked[4]!.fact]);
    const trainer = await makePerson(world.db, { roles: ["trainer"] });
    world.travelTo(NEXT_DAY);
    await retireQuestion(world.db, trainer, asked[0]!.questions[0]!.row, world.now());
    await disputeFact(world.db, trainer, asked[1]!.fact, { reason: "It was not so at all.", publisher: "Press", title: "Not so", published: "2026", url: "https://press.example/1" }, world.now());
    await world.db("questions").where({ id: asked[2]!.questions[0]!.row.id }).update({ state: "draft" });
    const { quiz } = await makeQuiz(world.db, { questions: asked[3]!.questions });
    await startAttempt(world.db, person, quiz, world.now());
    await assignQuiz(world.db, trainer, (await makeQuiz(world.db, { questions: asked[5]!.questions })).quiz, { teamId: null, dueAt: null }, world.now());
    const planned = await planReviews(world.db, person.id, UTC, 0, world.now());
    expect(planned.map(({ questionId }) => questionId)).toEqual([asked[4]!.questions[0]!.row.id]);
    expect(planned[0]!.questionId).not.toBe(stray.row.id);
  });

  test("of how something worked goes through another incident every other time", async () => {
    world.travelTo(FIRST);
    const person = await makePerson(world.db);
    const [one, other] = [await makeFact(world.db, { relation: "entered-through" }), await makeFact(world.db, { relation: "entered-through" })];
    const level = "mechanism" as const;
    const questions = [await makeQuestionAbout(world.db, [one], { level }), await makeQuestionAbout(world.db, [one], { level }), await makeQuestionAbout(world.db, [other], { level })];
    await makeQuiz(world.db, { questions });
    await answered(person, [questions[2]!]);
    await answered(person, [questions[0]!], "b");
    world.travelTo(NEXT_DAY);
    const first = await startReviews(world.db, person, UTC, world.now());
    expect(first).toMatchObject({ fact_id: one.id, question_id: questions[2]!.row.id });
    await answerReview(world.db, person, first!.public_id, ["b"], null, UTC, world.now());
    expect(await listMemories(world.db, person.id)).toMatchObject([{ reps: 2 }, { reps: 2 }]);
    world.travelTo("2026-01-07T09:00:00Z");
    const planned = await planReviews(world.db, person.id, UTC, 0, world.now());
    expect(planned.find(({ factId }) => factId === one.id)).toMatchObject({ isElsewhere: false });
  });

  test("that was left is not asked the day after, and nobody else can answer it", async () => {
    const person = await learnerOf(await facts(1));
    world.travelTo(NEXT_DAY);
    const review = (await startReviews(world.db, person, UTC, world.now()))!;
    await expect(answerReview(world.db, await makePerson(world.db), review.public_id, ["a"], null, UTC, world.now())).rejects.toMatchObject({ name: "NotFound" });
    world.travelTo("2026-01-08T09:00:00Z");
    expect(await answerReview(world.db, person, review.public_id, ["a"], null, UTC, world.now())).toBe("withdrawn");
    expect(await listMemories(world.db, person.id)).toMatchObject([{ reps: 1 }]);
  });
});
