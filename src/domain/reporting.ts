import { isTold } from "../engine/questions/telling.ts";
import { DAY, later } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findLockedAttemptOf } from "../storage/attempts.ts";
import { findPaperQuestion, type PaperQuestion } from "../storage/paper-items.ts";
import { lockPerson } from "../storage/people.ts";
import { countReportsOf, findReportOf, insertReportOnce, lockOpenReports, updateReports } from "../storage/problem-reports.ts";
import { findQuizVersion } from "../storage/quizzes.ts";
import type { ProblemReport } from "../storage/report-tables.ts";
import type { Attempt, Db, Person, QuestionRow } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Actor = Pick<Person, "id">;
export type Problem = Pick<ProblemReport, "reason" | "text">;

/** `isNew` is false where this person's earlier report of the question is still open: that one stands. */
export interface Reporting { report: ProblemReport; isNew: boolean }

export const MOST_REPORTS_A_DAY = 10;

/** Tells the trainers that something is wrong with a question, once its feedback is there to be read. */
export function reportProblem(db: Db, learner: Actor, attempt: Pick<Attempt, "id">, position: number, { reason, text }: Problem, at: Date): Promise<Reporting> {
  return db.transaction(async (tx) => {
    await lockPerson(tx, learner.id);
    const asked = await toldQuestion(tx, learner, attempt, position);
    const earlier = await findReportOf(tx, learner, asked.question_id);
    if (earlier?.state === "open") return { report: earlier, isNew: false };
    if ((await countReportsOf(tx, learner, later(at, -DAY).toISOString())) >= MOST_REPORTS_A_DAY) throw new Refused("reporting.too-many", "report", { most: MOST_REPORTS_A_DAY });

    const report = await insertReportOnce(tx, {
      public_id: newPublicId(), person_id: learner.id, question_id: asked.question_id, question_version_id: asked.question_version_id, attempt_id: asked.attempt_id,
      reason, text, state: "open", at: at.toISOString(), closed_by: null, closed_at: null, note: "",
    });
    await insertAuditEvent(tx, learner.id, "problem.reported", asked.question_public_id, { report: report!.public_id, reason }, at);
    return { report: report!, isNew: true };
  });
}

/** Only what was told can be wrong: before that, a report would be a way to ask about the key. */
async function toldQuestion(tx: Db, learner: Actor, attempt: Pick<Attempt, "id">, position: number): Promise<PaperQuestion> {
  const held = await findLockedAttemptOf(tx, learner, attempt.id);
  const asked = held && (await findPaperQuestion(tx, held.id, position));
  const version = held && (await findQuizVersion(tx, held.quiz_version_id));
  if (!held || !version || !asked || asked.chosen === null || !isTold({ ...version, ...held, ...(held.practice_of !== null && { feedback: "immediate" as const }) })) throw new NotFound();
  return asked;
}

/** Closes those of the reports that are open still, with a word to the people who made them. Says how many. */
export function closeReports(db: Db, trainer: Actor, question: Pick<QuestionRow, "id" | "public_id">, publicIds: readonly string[], note: string, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const open = await lockOpenReports(tx, question.id, publicIds);
    await updateReports(tx, open.map(({ id }) => id), { state: "closed", closed_by: trainer.id, closed_at: at.toISOString(), note });
    for (const report of open) await insertAuditEvent(tx, trainer.id, "problem.closed", question.public_id, { report: report.public_id, reason: report.reason }, at);
    return open.length;
  });
}
