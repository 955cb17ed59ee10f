import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import type { ChoiceQuestion } from "../../src/engine/questions/question.ts";
import type { Attempt, Person, Quiz } from "../../src/storage/tables.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const start = (learner: Person, quiz: Quiz) => startAttempt(world.db, learner, quiz, world.now());
const answerAll = async (learner: Person, attempt: Attempt) => { for (let place = 1; place <= attempt.of; place++) await answerQuestion(world.db, learner, attempt, place, ["a"], world.now()); };

const paperOf = async (attempt: Attempt): Promise<number[]> => world.db("paper_items").where({ attempt_id: attempt.id }).orderBy("position").pluck("question_version_id");

describe("startAttempt", () => {
  test("puts every question of a fixed quiz on the paper, in their order, each with its layout", async () => {
    const [learner, { quiz, version, questions }] = [await makePerson(world.db), await makeQuiz(world.db, { questions: 4 })];
    const attempt = await start(learner, quiz);

    expect(attempt).toMatchObject({ person_id: learner.id, quiz_version_id: version.id, number: 1, of: 4, finished_at: null, score: null, started_at: "2026-01-05T09:00:00.000Z" });
    expect(await paperOf(attempt)).toEqual(questions.map((question) => question.version.id));
    for (const layout of await world.db("paper_items").where({ attempt_id: attempt.id }).pluck<string[]>("layout")) expect((JSON.parse(layout) as string[]).sort()).toEqual(["a", "b", "c"]);
  });

  test("draws the number asked for, and in the next attempt what this learner has not met", async () => {
    const [learner, { quiz }] = [await makePerson(world.db), await makeQuiz(world.db, { questions: 6, draw_count: 3 })];
    const first = await start(learner, quiz);
    await answerAll(learner, first);
    const second = await start(learner, quiz);

    expect(second.number).toBe(2);
    expect(new Set([...(await paperOf(first)), ...(await paperOf(second))]).size).toBe(6);
  });

  test("knows a question again in a newer version of the quiz and of itself", async () => {
    const [learner, { quiz, questions }] = [await makePerson(world.db), await makeQuiz(world.db, { questions: 6, draw_count: 3 })];
    const first = await start(learner, quiz);
    await answerAll(learner, first);
    const [newer] = await world.db("quiz_versions").insert({ quiz_id: quiz.id, number: 2, title: "Newer", summary: "", draw_count: 3, pass_percent: 50, publisher_id: null, published_at: world.now().toISOString() }).returning("*");
    for (const [index, { row, version, body }] of questions.entries()) {
      const [next] = await world.db("question_versions").insert({ question_id: row.id, number: 2, stem: version.stem, body: JSON.stringify({ ...body, id: `${body.id}-2` } satisfies ChoiceQuestion), author_id: null, created_at: version.created_at }).returning("*");
      await world.db("quiz_version_questions").insert({ quiz_version_id: newer!.id, question_version_id: next!.id, position: index + 1 });
    }
    const second = await start(learner, quiz);

    expect(second.quiz_version_id).toBe(newer!.id);
    const questionIds = await world.db("question_versions").whereIn("id", [...(await paperOf(first)), ...(await paperOf(second))]).pluck("question_id");
    expect(new Set(questionIds).size).toBe(6);
  });

  test("keeps enemies apart", async () => {
    const first = await makeQuestion(world.db);
    const questions = [first, await makeQuestion(world.db, { enemies: [first.body.id] }), await makeQuestion(world.db)];
    for (let turn = 0; turn < 5; turn++) {
      const { quiz } = await makeQuiz(world.db, { questions, draw_count: 2 });
      const paper = await paperOf(await start(await makePerson(world.db), quiz));
      expect(paper).toContain(questions[2]!.version.id);
      expect(paper).toHaveLength(2);
    }
  });

  test("resumes the open attempt, however often and in parallel it is called", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const [learner, { quiz }] = [await makePerson(world.db), await makeQuiz(world.db)];
      const attempts = await Promise.all(Array.from({ length: 20 }, () => start(learner, quiz)));
      expect(new Set(attempts.map((attempt) => attempt.id)).size).toBe(1);
      expect(await world.db("paper_items").where({ attempt_id: attempts[0]!.id })).toHaveLength(3);
    }
  });

  test("refuses a quiz that is not published, unless it was started before", async () => {
    const [learner, { quiz }] = [await makePerson(world.db), await makeQuiz(world.db)];
    const retired = { ...quiz, state: "retired" as const };
    await expect(start(learner, retired)).rejects.toThrow("This quiz is not open.");
    const attempt = await start(learner, quiz);
    expect((await start(learner, retired)).id).toBe(attempt.id);
  });
});
