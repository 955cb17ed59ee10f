import { DAY, later } from "../lib/clock.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { lockAttempt } from "../storage/deadlines.ts";
import { findNewestQuestionVersion } from "../storage/question-bank.ts";
import type { ProblemReport, QueuedBecause } from "../storage/report-tables.ts";
import { countSuspensions, findEndedSuspension, findSuspension, insertSuspensionOnce, listOpenAttemptsAsking, listQuizzesAsking, lockSuspensions, updateSuspensionEnded } from "../storage/suspensions.ts";
import type { Db, Person, QuestionRow } from "../storage/tables.ts";
import { finishIfComplete } from "./counting.ts";

type QuestionRef = Pick<QuestionRow, "id" | "public_id">;

/** So many questions within a day one person can take out of circulation, and so many all together. Further reports wait with the question where it is. */
export const MOST_SUSPENSIONS = { person: 2, installation: 20 };

/**
 * Takes a question out of circulation until a trainer has looked, because somebody who was told its key says that a further option is true. Says why it stays where it is instead:
 * too many were taken out, a trainer looked at the same and put it back, or a quiz would be left with less than it draws or than half of its questions.
 */
export async function suspendQuestion(tx: Db, question: QuestionRef, report: Pick<ProblemReport, "id" | "public_id" | "person_id">, at: Date): Promise<QueuedBecause | null> {
  await lockSuspensions(tx);
  if (await findSuspension(tx, question.id)) return null;
  const obstacle = await obstacleTo(tx, question, report.person_id, at);
  if (obstacle) return obstacle;
  await insertSuspensionOnce(tx, { question_id: question.id, report_id: report.id, person_id: report.person_id, at: at.toISOString(), ended_by: null, ended_at: null });
  await insertAuditEvent(tx, report.person_id, "question.suspended", question.public_id, { report: report.public_id }, at);
  return null;
}

async function obstacleTo(tx: Db, question: QuestionRef, personId: number, at: Date): Promise<QueuedBecause | undefined> {
  const since = later(at, -DAY).toISOString();
  if (await wasLookedAt(tx, question)) return "looked_at";
  if ((await countSuspensions(tx, since, personId)) >= MOST_SUSPENSIONS.person) return "person";
  if ((await countSuspensions(tx, since)) >= MOST_SUSPENSIONS.installation) return "installation";
  const isShort = (await listQuizzesAsking(tx, question.id)).some(({ pool, withdrawn, draw_count }) => pool - 1 < Math.max(1, draw_count ?? 1, (pool + withdrawn) / 2));
  return isShort ? "quiz" : undefined;
}

/** Whether a trainer put it back, and nobody has changed it since. */
async function wasLookedAt(tx: Db, { id }: QuestionRef): Promise<boolean> {
  const [ended, newest] = [await findEndedSuspension(tx, id), await findNewestQuestionVersion(tx, id)];
  return ended !== undefined && newest !== undefined && newest.created_at <= ended.ended_at!;
}

/** Asks the question again. A second click does nothing. */
export function putBack(db: Db, trainer: Pick<Person, "id">, question: QuestionRef, at: Date): Promise<boolean> {
  return db.transaction((tx) => endSuspension(tx, trainer, question, at));
}

export async function endSuspension(tx: Db, trainer: Pick<Person, "id">, question: QuestionRef, at: Date): Promise<boolean> {
  const isEnded = await updateSuspensionEnded(tx, question.id, { ended_by: trainer.id, ended_at: at.toISOString() });
  if (isEnded) await insertAuditEvent(tx, trainer.id, "question.put-back", question.public_id, {}, at);
  return isEnded;
}

/** Ends the attempts in which nothing but suspended questions was left, one after the other, so that nobody waits for two. */
export async function finishHeldBack(db: Db, questionId: number, at: Date): Promise<void> {
  for (const { id } of await listOpenAttemptsAsking(db, questionId)) {
    await db.transaction(async (tx) => {
      const held = await lockAttempt(tx, id);
      if (held) await finishIfComplete(tx, held, at);
    });
  }
}
