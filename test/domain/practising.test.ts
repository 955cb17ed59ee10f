import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact } from "../../src/domain/ageing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { startPractice } from "../../src/domain/practising.ts";
import { refreshDuties } from "../../src/domain/refreshing-duties.ts";
import { dueFor } from "../support/duties.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz } from "../support/make.ts";
import { assign, take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const answer = (learner: Person, attempt: Attempt, place: number, chosen: string) => answerQuestion(world.db, learner, attempt, place, [chosen], world.now());
const paperOf = async ({ id }: Attempt): Promise<number[]> => world.db("paper_items").where({ attempt_id: id }).orderBy("position").pluck("question_version_id");
const newest = async (learner: Person, quizId: number) => (await world.db("attempts").where({ person_id: learner.id, quiz_id: quizId }).orderBy("number", "desc").first())!;

describe("startPractice", () => {
  test("asks what was missed through another question of the same fact, or itself where there is none but in a quiz that limits attempts", async () => {
    const learner = await makePerson(world.db);
    const [fact, other] = [await makeFact(world.db), await makeFact(world.db)];
    const [known, missed, alone] = [await makeQuestion(world.db), await makeQuestionOn(world.db, fact), await makeQuestionOn(world.db, other)];
    const { quiz } = await makeQuiz(world.db, { questions: [known, missed, alone] });
    const sister = await makeQuestionOn(world.db, fact);
    await makeQuiz(world.db, { questions: [sister] });
    await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, other)], most_attempts: 3 });
    await take(world, learner, quiz, 1);

    const practice = await startPractice(world.db, learner, await newest(learner, quiz.id), world.now());
    expect(await paperOf(practice)).toEqual([sister.version.id, alone.version.id]);
    expect(practice).toMatchObject({ number: -1, deadline_at: null, of: 2 });
  });

  test("is one however often it is started, beside an attempt that counts; a finished one can be had again", async () => {
    const learner = await makePerson(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: 2, most_attempts: 2 });
    await take(world, learner, quiz, 1);
    const first = await newest(learner, quiz.id);
    const practices = await Promise.all(Array.from({ length: 8 }, () => startPractice(world.db, learner, first, world.now())));
    expect(new Set(practices.map(({ id }) => id)).size).toBe(1);

    const second = await startAttempt(world.db, learner, quiz, world.now());
    expect(second).toMatchObject({ number: 2, practice_of: null });
    await answer(learner, practices[0]!, 1, "b");
    expect((await startPractice(world.db, learner, first, world.now())).number).toBe(-2);
    expect((await startPractice(world.db, learner, practices[0]!, world.now())).practice_of).toBe(practices[0]!.id);
  });

  test("finishes no duty and counts against no limit", async () => {
    const learner = await makePerson(world.db);
    const fact = await makeFact(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, fact), await makeQuestion(world.db)], most_attempts: 1 });
    await assign(world, quiz, null);
    await take(world, learner, quiz, 0);
    const first = await newest(learner, quiz.id);
    const practice = await startPractice(world.db, learner, first, world.now());
    for (const place of [1, 2]) await answer(learner, practice, place, "a");
    expect(await newest(learner, quiz.id)).toMatchObject({ id: first.id, score: 0, of: 2 });

    await world.db("attempts").where({ id: first.id }).update({ of: 0 });
    await refreshDuties(world.db, { people: [learner.id] }, world.now());
    expect((await dueFor(world, learner)).map((duty) => duty.quiz.id)).toContain(quiz.id);
    expect((await startAttempt(world.db, learner, quiz, world.now())).number).toBe(2);
  });

  test("leaves out what an open closed-book attempt still asks, by whatever question, and is refused where nothing else was missed", async () => {
    const learner = await makePerson(world.db);
    const [fact, other] = [await makeFact(world.db), await makeFact(world.db)];
    const [shared, apart, same] = [await makeQuestionOn(world.db, fact), await makeQuestionOn(world.db, other), await makeQuestion(world.db)];
    const both = (await makeQuiz(world.db, { questions: [shared, apart, same] })).quiz;
    const alone = (await makeQuiz(world.db, { questions: [shared, same] })).quiz;
    for (const quiz of [both, alone]) await take(world, learner, quiz, 0);
    const open = await startAttempt(world.db, learner, (await makeQuiz(world.db, { questions: [same, await makeQuestionOn(world.db, fact)], limit_minutes: 10, most_attempts: 1 })).quiz, world.now());

    const practise = async (quiz: { id: number }) => startPractice(world.db, learner, (await world.db("attempts").where({ person_id: learner.id, quiz_id: quiz.id, number: 1 }).first())!, world.now());
    expect(await paperOf(await practise(both))).toEqual([apart.version.id]);
    await expect(practise(alone)).rejects.toThrow("What you missed here waits until you have finished");
    for (const place of [1, 2]) await answer(learner, open, place, "a");
    expect(await paperOf(await practise(alone))).toHaveLength(2);
  });

  test("leaves out what an adaptive attempt that is open may still ask", async () => {
    const learner = await makePerson(world.db);
    const questions = [await makeQuestion(world.db), await makeQuestion(world.db), await makeQuestion(world.db)];
    const { quiz } = await makeQuiz(world.db, { questions });
    await take(world, learner, quiz, 0);
    await startAttempt(world.db, learner, (await makeQuiz(world.db, { questions, adaptive: 1, closed_book: 1 })).quiz, world.now());
    await expect(startPractice(world.db, learner, await newest(learner, quiz.id), world.now())).rejects.toThrow("What you missed here waits");
  });

  test("is refused before the end, without anything missed, for what was withdrawn, and to anybody else", async () => {
    const learner = await makePerson(world.db);
    const fact = await makeFact(world.db);
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact)] });
    const attempt = await startAttempt(world.db, learner, quiz, world.now());
    const practise = (by = learner) => startPractice(world.db, by, attempt, world.now());
    await expect(practise()).rejects.toThrow("Finish this attempt first.");
    await answer(learner, attempt, 1, "a");
    await answer(learner, attempt, 2, "b");
    await disputeFact(world.db, await makePerson(world.db, { roles: ["trainer"] }), fact, DOUBT, world.now());
    await expect(practise()).rejects.toThrow("You missed nothing here that could be asked again.");
    await expect(practise(await makePerson(world.db))).rejects.toThrow("nothing at this address");
  });
});
