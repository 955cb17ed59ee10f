import { insertAuditEvent } from "../storage/audit-events.ts";
import { findNewestQuestionVersion } from "../storage/question-bank.ts";
import { findOpenReview, insertReview, listAuthorIdsSince, REVIEW_REQUIRED, updateOpenReviews } from "../storage/question-reviews.ts";
import { lockQuestion, updateQuestion } from "../storage/questions.ts";
import { findSetting, findSettingForUpdate, updateSetting } from "../storage/settings.ts";
import type { Db, Person, QuestionRow, QuestionVersion } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Member = Pick<Person, "id">;
type QuestionRef = Pick<QuestionRow, "id">;
/** `version` is the number of the version that the reviewer had before them. */
export interface Verdict { version: number; words: string }

export const LONGEST_NOTE = 1000;

/** Whether only versions that somebody else approved go into what is published. */
export async function isReviewRequired(db: Db): Promise<boolean> {
  return (await findSetting(db, REVIEW_REQUIRED)) === "yes";
}

export function requireReview(db: Db, admin: Member, isRequired: boolean, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const before = (await findSettingForUpdate(tx, REVIEW_REQUIRED)) === "yes";
    if (before === isRequired) return;
    await updateSetting(tx, REVIEW_REQUIRED, isRequired ? "yes" : "no");
    await insertAuditEvent(tx, admin.id, "settings.changed", REVIEW_REQUIRED, { from: before, to: isRequired }, at);
  });
}

/** Asks others to look through the newest version. Asking twice is asking once. */
export function askForReview(db: Db, asker: Member, question: QuestionRef, note: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const { held, newest } = await heldQuestion(tx, question);
    if (held.state === "retired") throw new Refused("review.retired");
    if (held.in_review === 1) return;
    if (held.approved_version_id === newest.id) throw new Refused("review.nothing-new");
    await insertReview(tx, { question_id: held.id, question_version_id: newest.id, asked_by: asker.id, asked_at: at.toISOString(), note });
    await insertAuditEvent(tx, asker.id, "question.sent-to-review", held.public_id, { version: newest.number }, at);
  });
}

/** The version may be published from now on. */
export function approveQuestion(db: Db, reviewer: Member, question: QuestionRef, verdict: Verdict, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const { held, newest } = await reviewedBy(tx, reviewer, question, verdict);
    await updateOpenReviews(tx, [held.id], { decision: "approved", decided_by: reviewer.id, decided_at: at.toISOString(), words: verdict.words });
    await updateQuestion(tx, held.id, { state: "published", approved_version_id: newest.id });
    await insertAuditEvent(tx, reviewer.id, "question.approved", held.public_id, { version: newest.number }, at);
  });
}

/** Its author reads what is to be done; what is published stays as it is. */
export function returnQuestion(db: Db, reviewer: Member, question: QuestionRef, verdict: Verdict, at: Date): Promise<void> {
  if (verdict.words === "") throw new Refused("review.words-missing", "words");
  return db.transaction(async (tx) => {
    const { held, newest } = await reviewedBy(tx, reviewer, question, verdict);
    await updateOpenReviews(tx, [held.id], { decision: "returned", decided_by: reviewer.id, decided_at: at.toISOString(), words: verdict.words });
    await insertAuditEvent(tx, reviewer.id, "question.returned", held.public_id, { version: newest.number }, at);
  });
}

/** Why this person may not decide on what is new, undefined where they may. */
export async function obstacleToReviewing(db: Db, reviewer: Member, question: Pick<QuestionRow, "id" | "approved_version_id">): Promise<string | undefined> {
  const open = await findOpenReview(db, question.id);
  if (!open) return "review.not-open";
  if (open.asked_by === reviewer.id) return "review.own-wish";
  return (await listAuthorIdsSince(db, question.id, question.approved_version_id ?? null)).includes(reviewer.id) ? "review.own" : undefined;
}

/** After a question got a new version, from a person or from facts that changed: who was asked to look through the one before looks through this one, and so is a change of what is published where reviews are required. */
export async function followReview(tx: Db, author: { id: number | null }, held: QuestionRow, version: Pick<QuestionVersion, "id" | "number">, note: string, at: Date): Promise<void> {
  const open = await findOpenReview(tx, held.id);
  const isNeeded = open !== undefined || (held.state === "published" && (await isReviewRequired(tx)));
  if (open) await updateOpenReviews(tx, [held.id], { decision: "superseded", decided_by: author.id, decided_at: at.toISOString(), words: "" });
  if (isNeeded) await insertReview(tx, { question_id: held.id, question_version_id: version.id, asked_by: author.id, asked_at: at.toISOString(), note: note || (open?.note ?? "") });
}

async function reviewedBy(tx: Db, reviewer: Member, question: QuestionRef, { version }: Verdict): Promise<{ held: QuestionRow; newest: QuestionVersion }> {
  const { held, newest } = await heldQuestion(tx, question);
  const obstacle = await obstacleToReviewing(tx, reviewer, held);
  if (obstacle) throw new Refused(obstacle, "verdict");
  if (newest.number !== version) throw new Refused("review.overtaken", "verdict", { number: newest.number });
  return { held, newest };
}

async function heldQuestion(tx: Db, { id }: QuestionRef): Promise<{ held: QuestionRow; newest: QuestionVersion }> {
  const held = await lockQuestion(tx, id);
  const newest = held && (await findNewestQuestionVersion(tx, id));
  if (!newest) throw new NotFound();
  return { held, newest };
}
