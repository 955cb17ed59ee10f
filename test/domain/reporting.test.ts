import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { closeReports } from "../../src/domain/closing-reports.ts";
import { MOST_REPORTS_A_DAY, reportProblem, type Problem } from "../../src/domain/reporting.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { listReportedQuestions } from "../../src/storage/problem-reports.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const PROBLEM: Problem = { reason: "wrong_key", text: "It was the other one." };

/** A learner who has answered so many questions of a quiz. */
async function sit(given: Parameters<typeof makeQuiz>[1] = {}, answered = 1) {
  const learner = await makePerson(world.db);
  const { quiz, questions } = await makeQuiz(world.db, given);
  const attempt = await startAttempt(world.db, learner, quiz, world.now());
  for (let place = 1; place <= answered; place++) await answerQuestion(world.db, learner, attempt, place, ["a"], world.now());
  const report = (place = 1, problem = PROBLEM, at = world.now(), by = learner) => reportProblem(world.db, by, attempt, place, problem, at);
  const stored = () => world.db("problem_reports").where({ person_id: learner.id }).orderBy("id");
  return { learner, questions, report, stored };
}

describe("reportProblem", () => {
  test("keeps what was said with the version that it is about, and notes the deed without the words", async () => {
    const { report, stored, learner, questions } = await sit();
    await report();
    expect(await stored()).toMatchObject([{ ...PROBLEM, question_id: questions[0]!.row.id, question_version_id: questions[0]!.version.id, state: "open", note: "", at: world.now().toISOString() }]);
    const [event, ...more] = await world.db("audit_events").where({ actor_id: learner.id, deed: "problem.reported" });
    expect(more).toEqual([]);
    expect(event).toMatchObject({ subject: questions[0]!.row.public_id });
    expect(event!.detail).not.toContain(PROBLEM.text);
  });

  test("keeps one open report of a person and question, however often and at once it is sent", async () => {
    const { report, stored } = await sit();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => report()));
    expect(outcomes.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  test("is not possible before the feedback is there, nor for somebody else's attempt", async () => {
    const { report } = await sit();
    await expect(report(2)).rejects.toMatchObject({ name: "NotFound" });
    await expect(report(9)).rejects.toMatchObject({ name: "NotFound" });
    await expect(report(1, PROBLEM, world.now(), await makePerson(world.db))).rejects.toMatchObject({ name: "NotFound" });
    const waiting = await sit({ feedback: "deferred", questions: 2 });
    await expect(waiting.report()).rejects.toMatchObject({ name: "NotFound" });
    const done = await sit({ feedback: "deferred", questions: 2 }, 2);
    expect(await done.report()).toMatchObject({ isNew: true });
  });

  test("is refused after so many within a day, and taken again the day after", async () => {
    const { report, stored } = await sit({ questions: MOST_REPORTS_A_DAY + 1 }, MOST_REPORTS_A_DAY + 1);
    for (let place = 1; place <= MOST_REPORTS_A_DAY; place++) await report(place);
    await expect(report(MOST_REPORTS_A_DAY + 1)).rejects.toMatchObject({ name: "Refused", field: "report" });
    await report(MOST_REPORTS_A_DAY + 1, PROBLEM, later(world.now(), DAY));
    expect(await stored()).toHaveLength(MOST_REPORTS_A_DAY + 1);
  });
});

describe("closeReports", () => {
  test("answers those that are ticked, once, and lets the same person report again", async () => {
    const { report, stored, questions } = await sit();
    const [trainer, question] = [await makePerson(world.db, { roles: ["trainer"] }), questions[0]!.row];
    const { report: { public_id } } = await report();
    const close = (ids: string[], of = question) => closeReports(world.db, trainer, of, ids, { outcome: "question_changed", note: "We mended it." }, world.now());

    expect(await listReportedQuestions(world.db)).toContainEqual(expect.objectContaining({ public_id: question.public_id, reports: 1, stem: questions[0]!.body.stem }));
    expect(await close([public_id], questions[1]!.row)).toBe(0);
    expect(await close([public_id, "nobody's"])).toBe(1);
    expect(await close([public_id])).toBe(0);
    expect(await stored()).toMatchObject([{ state: "closed", note: "We mended it.", closed_by: trainer.id }]);
    expect(await world.db("audit_events").where({ deed: "problem.closed", subject: question.public_id })).toMatchObject([{ actor_id: trainer.id }]);
    expect((await listReportedQuestions(world.db)).map((each) => each.public_id)).not.toContain(question.public_id);
    expect(await report()).toMatchObject({ isNew: true });
  });
});
