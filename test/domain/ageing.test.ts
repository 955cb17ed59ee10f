import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disputeFact, restoreFact, retractFact } from "../../src/domain/ageing.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { addToQuiz } from "../../src/domain/authoring.ts";
import { settleAttempt } from "../../src/domain/counting.ts";
import { publishQuiz } from "../../src/domain/publishing.ts";
import { retireQuestion } from "../../src/domain/retiring.ts";
import { countedOf } from "../../src/engine/questions/score.ts";
import { listFinishedQuizIds } from "../../src/storage/attempts.ts";
import { listMarks, listPaper } from "../../src/storage/paper-items.ts";
import { findPublishedQuiz } from "../../src/storage/quizzes.ts";
import { recountsOf } from "../../src/storage/recounts.ts";
import { listStandingsOf } from "../../src/storage/standings.ts";
import type { Attempt, FactRow, Person } from "../../src/storage/tables.ts";
import { DOUBT, makeFact, makeQuestionOn } from "../support/facts.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeAll(async () => { world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

const dispute = (fact: FactRow) => disputeFact(world.db, trainer, fact, DOUBT, world.now());
const restore = (fact: FactRow) => restoreFact(world.db, trainer, fact, { reason: "The second report was withdrawn." }, world.now());
const poolOf = async ({ quiz }: MadeQuiz) => { const { pool, withdrawn } = (await findPublishedQuiz(world.db, quiz.slug))!; return { pool, withdrawn }; };
const start = async ({ quiz }: MadeQuiz, learner: Person) => startAttempt(world.db, learner, (await findPublishedQuiz(world.db, quiz.slug))!, world.now());
const answer = (learner: Person, attempt: Attempt, position: number, chosen: string) => answerQuestion(world.db, learner, attempt, position, [chosen], world.now());
const now = async ({ id }: Attempt) => { const { score, of, finished_at } = (await world.db("attempts").where({ id }).first())!; return { score, of, isFinished: finished_at !== null }; };

/** A quiz whose second of three questions rests on a fact, and an attempt at it. */
async function sitting(by?: "question_grounds") {
  const [fact, learner] = [await makeFact(world.db), await makePerson(world.db)];
  const made = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact, by), await makeQuestion(world.db)] });
  return { fact, learner, made, attempt: await start(made, learner) };
}

describe("disputing a fact", () => {
  test.each(["question_facts", "question_grounds"] as const)("takes the questions that rest on it (%s) out of circulation at once, and restoring brings back just those", async (by) => {
    const fact = await makeFact(world.db);
    const [asking, retired, other] = [await makeQuestionOn(world.db, fact, by), await makeQuestionOn(world.db, fact, by), await makeQuestion(world.db)];
    const made = await makeQuiz(world.db, { questions: [asking, other] });
    const draft = await makeQuiz(world.db, { questions: [other] });
    await retireQuestion(world.db, trainer, retired.row, world.now());

    await dispute(fact);
    expect(await poolOf(made)).toEqual({ pool: 1, withdrawn: 1 });
    const attempt = await start(made, await makePerson(world.db));
    expect((await listPaper(world.db, attempt.id)).map(({ stem }) => stem)).toEqual([other.body.stem]);
    await expect(addToQuiz(world.db, trainer, draft.quiz, [asking.row.id], world.now())).rejects.toThrow(/disputed or retracted/);
    await world.db("quizzes").where({ id: made.quiz.id }).update({ title: "Changed" });
    await expect(publishQuiz(world.db, trainer, made.quiz, { reason: "Only a test." }, world.now())).rejects.toThrow(/rests on a fact that is disputed/);

    await restore(fact);
    expect(await poolOf(made)).toEqual({ pool: 2, withdrawn: 0 });
    expect(await addToQuiz(world.db, trainer, draft.quiz, [asking.row.id], world.now())).toBe(1);
    expect((await world.db("questions").where({ id: retired.row.id }).first())!.state).toBe("retired");
  });

  test("keeps who said what, when and why, and tells the audit log", async () => {
    const fact = await makeFact(world.db);
    await dispute(fact);
    await retractFact(world.db, trainer, fact, { ...DOUBT, reason: "The paper took it back." }, world.now());
    await restore(fact);
    const history = await listStandingsOf(world.db, fact.id);
    expect(history.map(({ standing, author_name, url }) => [standing, author_name, url])).toEqual([["current", trainer.name, null], ["retracted", trainer.name, DOUBT.url], ["disputed", trainer.name, DOUBT.url]]);
    expect((await world.db("audit_events").where({ subject: fact.key }).orderBy("id")).map(({ deed, actor_id }) => [deed, actor_id])).toEqual([["fact.disputed", trainer.id], ["fact.retracted", trainer.id], ["fact.restored", trainer.id]]);
  });

  test("needs a reason and a whole source", async () => {
    const fact = await makeFact(world.db);
    for (const [field, value] of Object.entries({ reason: "", publisher: " ", title: "", published: "yesterday", url: "javascript:alert(1)" })) {
      await expect(disputeFact(world.db, trainer, fact, { ...DOUBT, [field]: value }, world.now())).rejects.toMatchObject({ name: "Refused", field });
    }
    await expect(restore(fact)).rejects.toMatchObject({ name: "Refused", field: "standing" });
    await expect(disputeFact(world.db, trainer, { id: 99_999 }, DOUBT, world.now())).rejects.toMatchObject({ name: "NotFound" });
  });

  test("happens once when two trainers do it at the same moment", async () => {
    const fact = await makeFact(world.db);
    const outcomes = await world.atOnce(() => dispute(fact), () => dispute(fact));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listStandingsOf(world.db, fact.id)).toHaveLength(1);
  });
});

describe("an attempt that has a withdrawn question", () => {
  test("goes on without it: no answer to it is taken, and the result is over the others", async () => {
    const { fact, learner, attempt } = await sitting();
    await answer(learner, attempt, 1, "a");
    await dispute(fact);
    expect(await answer(learner, attempt, 2, "a")).toBe("withdrawn");
    await answer(learner, attempt, 3, "b");
    expect(await now(attempt)).toEqual({ score: 1, of: 2, isFinished: true });
    await restore(fact);
    expect(await now(attempt)).toEqual({ score: 1, of: 2, isFinished: true });
  });

  test("asks it again when the fact was restored in time", async () => {
    const { fact, learner, attempt } = await sitting();
    await dispute(fact);
    await restore(fact);
    for (const position of [1, 2, 3]) expect(await answer(learner, attempt, position, "a")).toBe("stored");
    expect(await now(attempt)).toEqual({ score: 3, of: 3, isFinished: true });
  });

  test("ends where it was the last that was open", async () => {
    const fact = await makeFact(world.db);
    const learner = await makePerson(world.db);
    const made = await makeQuiz(world.db, { questions: [await makeQuestion(world.db), await makeQuestionOn(world.db, fact)] });
    const attempt = await start(made, learner);
    await answer(learner, attempt, 1, "a");
    await dispute(fact);
    expect(await now(attempt)).toEqual({ score: 1, of: 1, isFinished: true });
  });

  test("that has no other counts for nothing, and nobody can start another", async () => {
    const fact = await makeFact(world.db);
    const learner = await makePerson(world.db);
    const made = await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, fact)] });
    const attempt = await start(made, learner);
    await dispute(fact);
    expect(await now(attempt)).toEqual({ score: 0, of: 0, isFinished: true });
    expect((await listFinishedQuizIds(world.db, learner)).size).toBe(0);
    await expect(start(made, learner)).rejects.toThrow(/withdrawn for now/);
  });

  test("is settled when it is looked at, had it been started in that very moment", async () => {
    const { fact, learner, attempt } = await sitting();
    await answer(learner, attempt, 1, "a");
    await answer(learner, attempt, 3, "a").catch(() => undefined);
    await world.db("paper_items").where({ attempt_id: attempt.id, position: 3 }).delete();
    await world.db("facts").where({ id: fact.id }).update({ standing: "disputed" });
    await settleAttempt(world.db, learner, attempt, world.now());
    expect(await now(attempt)).toEqual({ score: 1, of: 1, isFinished: true });
  });
});

describe("a result that was given", () => {
  test("loses a wrong answer to a withdrawn question, with a trail, and is as it was once the fact is restored", async () => {
    const { fact, learner, attempt } = await sitting("question_grounds");
    for (const [position, chosen] of [[1, "a"], [2, "b"], [3, "a"]] as const) await answer(learner, attempt, position, chosen);
    expect(await now(attempt)).toMatchObject({ score: 2, of: 3 });
    await dispute(fact);
    expect(await now(attempt)).toMatchObject({ score: 2, of: 2 });
    await retractFact(world.db, trainer, fact, DOUBT, world.now());
    await restore(fact);
    expect(await now(attempt)).toMatchObject({ score: 2, of: 3 });
    expect((await recountsOf(world.db, attempt.id)).map(({ standing, score_before, of_before, score_after, of_after }) => [standing, score_before, of_before, score_after, of_after])).toEqual([["disputed", 2, 3, 2, 2], ["current", 2, 2, 2, 3]]);
    const details = (await world.db("audit_events").where({ subject: fact.key }).orderBy("id")).map(({ detail }) => (JSON.parse(detail) as { recounted: number }).recounted);
    expect(details).toEqual([1, 0, 1]);
  });

  test("keeps a right answer to one where that helps, and every answer that was given", async () => {
    const { fact, learner, attempt } = await sitting();
    for (const [position, chosen] of [[1, "b"], [2, "a"], [3, "a"]] as const) await answer(learner, attempt, position, chosen);
    await dispute(fact);
    expect(await now(attempt)).toMatchObject({ score: 2, of: 3 });
    expect(await world.db("responses").where({ attempt_id: attempt.id })).toHaveLength(3);
  });

  test("is right whoever answers at that very moment", async () => {
    const fact = await makeFact(world.db);
    const made = await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, fact), await makeQuestion(world.db)] });
    const sittings: { learner: Person; attempt: Attempt }[] = [];
    for (let i = 0; i < 6; i++) { const learner = await makePerson(world.db); sittings.push({ learner, attempt: await start(made, learner) }); }
    const deeds = sittings.map(({ learner, attempt }, i) => async () => { await answer(learner, attempt, 1, i % 2 ? "a" : "b"); await answer(learner, attempt, 2, "a"); });
    const outcomes = await world.atOnce<unknown>(...deeds.slice(0, 3), () => dispute(fact), ...deeds.slice(3));
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => "fulfilled"));
    for (const { attempt } of sittings) {
      const { points, of } = countedOf(await listMarks(world.db, [attempt.id]));
      expect(await now(attempt)).toEqual({ score: points, of, isFinished: true });
    }
  });
});
