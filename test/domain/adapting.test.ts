import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adaptiveScore } from "../../src/domain/adapting.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { calibrateQuestions } from "../../src/domain/calibrating.ts";
import { settleAttempt } from "../../src/domain/counting.ts";
import { regradeQuestion, reverseRegrade, tryRegrade } from "../../src/domain/regrading.ts";
import type { Proposal } from "../../src/domain/rulings.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import { findDifficulties } from "../../src/storage/adaptive-pools.ts";
import { listPaper } from "../../src/storage/paper-items.ts";
import type { Regrade } from "../../src/storage/regrade-tables.ts";
import type { Attempt, Person, QuestionRow } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion, type MadeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

const MINUTE = 60_000;
const LEVELS = ["easy", "medium", "hard"] as const;

async function adaptiveQuiz(count: number, given: Parameters<typeof makeQuiz>[1] = {}): Promise<MadeQuiz> {
  const questions: MadeQuestion[] = [];
  while (questions.length < count) questions.push(await makeQuestion(world.db, { difficulty: LEVELS[questions.length % 3]! }));
  return makeQuiz(world.db, { questions, adaptive: 1, ...given });
}

const start = (learner: Person, { quiz }: MadeQuiz, at = world.now()) => startAttempt(world.db, learner, quiz, at);
const answer = (learner: Person, attempt: Attempt, place: number, chosen = "a", at = world.now()) => answerQuestion(world.db, learner, attempt, place, [chosen], at);
const paperOf = (attempt: Attempt) => listPaper(world.db, attempt.id);
const rowOf = async (attempt: Attempt) => (await world.db("attempts").where({ id: attempt.id }).first())!;

async function regrade(question: QuestionRow, proposal: Proposal): Promise<Regrade> {
  const { digest } = await tryRegrade(world.db, trainer, question, proposal, world.now());
  return regradeQuestion(world.db, trainer, question, proposal, { reason: "The source says otherwise.", digest, key: newPublicId() }, world.now());
}

describe("an adaptive attempt", () => {
  test("begins with one question and grows by one with each stored answer, up to fifteen", async () => {
    const [learner, quiz] = [await makePerson(world.db), await adaptiveQuiz(30)];
    const attempt = await start(learner, quiz);
    expect(attempt).toMatchObject({ of: 15, adaptive: 1 });

    for (let place = 1; place <= 15; place++) {
      expect(await paperOf(attempt)).toHaveLength(place);
      expect(await answer(learner, attempt, place, place % 3 ? "a" : "b")).toBe("stored");
    }
    const paper = await paperOf(attempt);
    expect(new Set(paper.map((line) => line.question_version_id)).size).toBe(15);
    const [row, score] = [await rowOf(attempt), (await adaptiveScore(world.db, attempt, paper))!];
    expect(row).toMatchObject({ of: 100, score: score.percent, finished_at: world.now().toISOString() });
    expect(score.least).toBeLessThan(score.percent);
    expect(score.most).toBeGreaterThan(score.percent);
  });

  test("stores the answer and draws once, however many clicks and processes there are", async () => {
    const [learner, quiz] = [await makePerson(world.db), await adaptiveQuiz(20)];
    const attempt = await start(learner, quiz);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => answer(learner, attempt, 1)));

    expect(outcomes.toSorted()).toEqual(["kept", "kept", "kept", "stored"]);
    expect((await paperOf(attempt)).map(({ position, score }) => [position, score])).toEqual([[1, 1], [2, null]]);
    expect((await start(learner, quiz)).id).toBe(attempt.id);
    expect(await paperOf(attempt)).toHaveLength(2);
  });

  test("asks harder questions of who is right than of who is wrong, from the seed and the answers alone", async () => {
    const quiz = await adaptiveQuiz(45);
    const meanOf = async (chosen: string): Promise<number> => {
      const learner = await makePerson(world.db);
      const attempt = await start(learner, quiz);
      for (let place = 1; place <= 15; place++) await answer(learner, attempt, place, chosen);
      const logits = await findDifficulties(world.db, attempt.id);
      return (await paperOf(attempt)).reduce((sum, line) => sum + logits.get(line.question_version_id)!, 0) / 15;
    };
    expect(await meanOf("a")).toBeGreaterThan((await meanOf("b")) + 1);
  });

  test("goes on with another question where the open one is withdrawn, and leaves it out of the result", async () => {
    const [learner, quiz] = [await makePerson(world.db), await adaptiveQuiz(20)];
    const attempt = await start(learner, quiz);
    await answer(learner, attempt, 1);
    const open = (await paperOf(attempt))[1]!;
    const restore = await putInDoubt(open.question_version_id);
    const paper = await settleAttempt(world.db, learner, attempt, world.now());

    expect(paper.map(({ isWithdrawn }) => isWithdrawn)).toEqual([false, true, false]);
    expect((await rowOf(attempt)).finished_at).toBeNull();
    expect(await answer(learner, attempt, 3)).toBe("stored");
    expect((await adaptiveScore(world.db, attempt, await paperOf(attempt)))!.answers).toBe(2);
    await restore();
  });

  test("that is cut short counts what could still have been asked as wrong, but never what everybody is credited, nor what was dropped", async () => {
    const [learner, quiz] = [await makePerson(world.db), await adaptiveQuiz(30, { limit_minutes: 10, adaptive_most: 18 })];
    const attempt = await start(learner, quiz);
    expect(attempt.of).toBe(18);
    await answer(learner, attempt, 1);
    const late = new Date(world.now().getTime() + 11 * MINUTE);
    await settleAttempt(world.db, learner, attempt, late);

    const row = await rowOf(attempt);
    expect(row).toMatchObject({ of: 100, finished_at: row.deadline_at });
    expect(row.score).toBeLessThan(25);
    const paper = await paperOf(attempt);
    expect(paper).toHaveLength(2);
    expect((await adaptiveScore(world.db, attempt, paper))!.answers).toBe(18);

    const open = quiz.questions.find(({ version }) => version.id === paper[1]!.question_version_id)!;
    const credit = await regrade(open.row, { kind: "credit", corrected: undefined, versions: [1] });
    const credited = (await rowOf(attempt)).score!;
    expect(credited).toBeGreaterThan(row.score!);
    await reverseRegrade(world.db, trainer, credit, "It was right after all.", world.now());
    expect((await rowOf(attempt)).score).toBe(row.score);
    await regrade(open.row, { kind: "drop", corrected: undefined, versions: [1] });
    expect((await rowOf(attempt)).score).toBeGreaterThanOrEqual(row.score!);
    expect((await rowOf(attempt)).score).toBeLessThan(25);
  });

  test("keeps the difficulties with which it began", async () => {
    const [learner, quiz] = [await makePerson(world.db), await adaptiveQuiz(16)];
    const attempt = await start(learner, quiz);
    const before = await findDifficulties(world.db, attempt.id);
    const [hard] = quiz.questions;
    for (let turn = 0; turn < 12; turn++) {
      const other = await makePerson(world.db);
      const sitting = await start(other, await makeQuiz(world.db, { questions: [hard!] }));
      await answer(other, sitting, 1, "b");
    }
    expect(await calibrateQuestions(world.db, world.now())).toBeGreaterThanOrEqual(16);
    expect(await calibrateQuestions(world.db, world.now())).toBe(0);

    const known = await world.db("question_difficulties").where({ question_id: hard!.row.id }).first();
    expect(known).toMatchObject({ answers: 12, points: 0 });
    expect(known!.logits).toBeGreaterThan(before.get(hard!.version.id)! + 1);
    expect(await findDifficulties(world.db, attempt.id)).toEqual(before);
    expect((await findDifficulties(world.db, (await start(await makePerson(world.db), quiz)).id)).get(hard!.version.id)).toBeCloseTo(known!.logits, 3);
  });
});

/** Lets a question rest on a disputed fact; what comes back lets it go again. */
async function putInDoubt(versionId: number): Promise<() => Promise<unknown>> {
  const [incident] = await world.db("incidents").insert({ kind: "incident", slug: `doubted-${versionId}`, title: "T", label: "l", summary: "s", happened: "2020", class: null, topics: "[]" }).returning("id");
  const [fact] = await world.db("facts").insert({ key: `doubted-${versionId}`, incident_id: incident!.id, subject: "a", relation: "r", modality: "confirmed", asserted_by: "x", data: "{}", state: "current", standing: "disputed" }).returning("id");
  await world.db("question_facts").insert({ question_version_id: versionId, fact_id: fact!.id });
  return () => world.db("question_facts").where({ question_version_id: versionId }).delete();
}
