import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { closeReports } from "../../src/domain/closing-reports.ts";
import { reportProblem } from "../../src/domain/reporting.ts";
import { MOST_SUSPENSIONS, putBack } from "../../src/domain/suspending.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { listPaper } from "../../src/storage/paper-items.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { findPublishedQuiz } from "../../src/storage/quizzes.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { makePerson, makeQuiz, type MadeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let trainer: Person;
beforeEach(async () => { await world?.close(); world = await openWorld(); trainer = await makePerson(world.db, { roles: ["trainer"] }); });
afterAll(() => world.close());

/** Somebody who answers so many questions of a quiz, and says of one of them that option b is true as well. */
async function sit({ quiz }: MadeQuiz, answered: number, given?: Person) {
  const learner = given ?? await makePerson(world.db);
  const attempt = await startAttempt(world.db, learner, quiz, world.now());
  const answer = (position: number) => answerQuestion(world.db, learner, attempt, position, ["a"], world.now());
  for (let position = 1; position <= answered; position++) await answer(position);
  const report = async (position: number, text = "b", at = world.now(), db = world.db) => (await reportProblem(db, learner, attempt, position, { reason: "also_true", text: "", option: await placeOf(attempt, position, text) }, at)).report;
  return { learner, attempt, answer, report };
}

async function placeOf({ id }: Attempt, position: number, option: string): Promise<string> {
  const item = (await world.db("paper_items").where({ attempt_id: id, position }).first())!;
  return String((JSON.parse(item.layout) as string[]).indexOf(option) + 1);
}

const suspended = async () => (await world.db("suspensions").whereNull("ended_at").orderBy("question_id")).map(({ question_id }) => question_id);
const close = (question: MadeQuiz["questions"][number], ids: string[], outcome: "no_fault" | "duplicate" = "no_fault") => closeReports(world.db, trainer, question.row, ids, { outcome, note: "" }, world.now());

describe("a report that a further option is true", () => {
  test("takes the question out of circulation: it is not drawn, nor asked of whoever has it on an open paper, and counts as ever for whoever answered", async () => {
    const made = await makeQuiz(world.db, { questions: 3 });
    const [reporter, other, done] = [await sit(made, 2), await sit(made, 1), await sit(made, 3)];
    expect(await reporter.report(2)).toMatchObject({ option: "b", queued_because: null });
    expect(await suspended()).toEqual([made.questions[1]!.row.id]);
    expect(await findPublishedQuiz(world.db, made.quiz.slug)).toMatchObject({ pool: 2, withdrawn: 1 });
    expect(await listPaper(world.db, (await sit(made, 0)).attempt.id)).toHaveLength(2);
    expect(await other.answer(2)).toBe("withdrawn");
    expect(await other.answer(3)).toBe("stored");
    expect(await world.db("attempts").whereIn("id", [other.attempt.id, done.attempt.id]).orderBy("id").select("score", "of")).toEqual([{ score: 2, of: 2 }, { score: 3, of: 3 }]);
  });

  test("ends an open attempt in which nothing else was left, and putting the question back leaves it ended and asks the others again", async () => {
    const made = await makeQuiz(world.db, { questions: 3 });
    const reporter = await sit(made, 3);
    const [waiting, early] = [await sit(made, 2), await sit(made, 1)];
    await reporter.report(3);
    expect(await world.db("attempts").where({ id: waiting.attempt.id }).first()).toMatchObject({ score: 2, of: 2 });
    expect(await putBack(world.db, trainer, made.questions[2]!.row, world.now())).toBe(true);
    expect(await putBack(world.db, trainer, made.questions[2]!.row, world.now())).toBe(false);
    expect(await early.answer(2)).toBe("stored");
    expect(await early.answer(3)).toBe("stored");
    expect(await world.db("attempts").whereIn("id", [waiting.attempt.id, early.attempt.id]).orderBy("id").select("score", "of")).toEqual([{ score: 2, of: 2 }, { score: 3, of: 3 }]);
  });

  test("is taken only for an option that the key calls wrong, once its learner was told", async () => {
    const made = await makeQuiz(world.db, { questions: 3 });
    const { report } = await sit(made, 1);
    await expect(report(1, "a")).rejects.toMatchObject({ field: "option" });
    await expect(report(1, "nothing")).rejects.toMatchObject({ field: "option" });
    await expect(report(2)).rejects.toMatchObject({ name: "NotFound" });
    const deferred = await sit(await makeQuiz(world.db, { questions: 3, feedback: "deferred" }), 1);
    await expect(deferred.report(1)).rejects.toMatchObject({ name: "NotFound" });
    expect(await suspended()).toEqual([]);
  });

  test("waits without taking anything out once one person has taken out so many within a day", async () => {
    const made = await makeQuiz(world.db, { questions: 9 });
    const { report } = await sit(made, 9);
    for (let position = 1; position <= MOST_SUSPENSIONS.person; position++) expect(await report(position)).toMatchObject({ queued_because: null });
    expect(await report(MOST_SUSPENSIONS.person + 1)).toMatchObject({ queued_because: "person" });
    expect(await report(MOST_SUSPENSIONS.person + 2, "b", later(world.now(), DAY + 1))).toMatchObject({ queued_because: null });
    expect(await suspended()).toHaveLength(MOST_SUSPENSIONS.person + 1);
  });

  test("waits once all together have taken out so many, however many come at once to two processes", async () => {
    const made = await makeQuiz(world.db, { questions: 2 * MOST_SUSPENSIONS.installation + 8 });
    const people = await Promise.all(Array.from({ length: MOST_SUSPENSIONS.installation / 2 + 2 }, () => makePerson(world.db)));
    const sittings = [];
    for (const person of people) sittings.push(await sit(made, made.questions.length, person));
    const other = openDatabase(world.config.databaseUrl);
    const outcomes = await world.atOnce(...sittings.flatMap(({ report }, place) => [() => report(2 * place + 1), () => report(2 * place + 2, "b", world.now(), other)]));
    await other.destroy();
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.queued_because : outcome.reason as unknown)).filter((because) => because !== null)).toEqual(Array(4).fill("installation"));
    expect(await suspended()).toHaveLength(MOST_SUSPENSIONS.installation);
  });

  test.each([[{ questions: 3 }, 1], [{ questions: 4, draw_count: 4 }, 0], [{ questions: 1 }, 0], [{ questions: 6, draw_count: 4 }, 2]] as const)("never leaves a quiz with less than it draws or than half of its questions: %o", async (given, most) => {
    const made = await makeQuiz(world.db, given);
    for (let reporter = 0; reporter < 4; reporter++) {
      const { attempt, report } = await sit(made, (given as { draw_count?: number }).draw_count ?? given.questions - (await suspended()).length);
      for (const { position } of await listPaper(world.db, attempt.id)) await report(position);
    }
    expect(await suspended()).toHaveLength(most);
    expect((await world.db("problem_reports").whereNot({ queued_because: null })).length).toBeGreaterThan(0);
  });

  test("of many people at once takes it out once, ends with the last of them, and once a trainer has looked another of the same does not take it out again", async () => {
    const made = await makeQuiz(world.db, { questions: 3 });
    const [first, second, third] = [await sit(made, 3), await sit(made, 3), await sit(made, 3)];
    const question = made.questions[0]!;
    const other = openDatabase(world.config.databaseUrl);
    await world.atOnce(...[first, second, third, first, second].map(({ report }, place) => () => report(1, "b", world.now(), place % 2 === 0 ? world.db : other)));
    await other.destroy();
    const reports = await world.db("problem_reports").orderBy("id");
    expect([reports.length, (await world.db("suspensions")).length, (await world.db("audit_events").where({ deed: "question.suspended" })).length]).toEqual([3, 1, 1]);
    await close(question, [reports[0]!.public_id], "duplicate");
    expect(await suspended()).toEqual([question.row.id]);
    await close(question, [reports[1]!.public_id, reports[2]!.public_id]);
    expect(await suspended()).toEqual([]);
    expect(await (await sit(made, 3)).report(1)).toMatchObject({ queued_because: "looked_at" });
    expect(await suspended()).toEqual([]);
  });
});
