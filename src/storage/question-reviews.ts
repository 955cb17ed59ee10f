import type { Knex } from "knex";
import type { QuestionReview } from "./bank-tables.ts";
import { inPortions } from "./batches.ts";
import type { Db, New } from "./tables.ts";

/** The setting of the installation, "yes" or not there. */
export const REVIEW_REQUIRED = "review_required";
const isRequired = `EXISTS (SELECT 1 FROM settings WHERE settings.key = '${REVIEW_REQUIRED}' AND settings.value = 'yes')`;

/** In SQL: the version of a question with which a quiz is published, and whether that waits for somebody who looks through it. */
export const VERSION_TO_PUBLISH = `CASE WHEN ${isRequired} THEN coalesce(questions.approved_version_id, questions.newest_version_id) ELSE questions.newest_version_id END`;
export const AWAITS_REVIEW = `CASE WHEN ${isRequired} AND questions.approved_version_id IS NULL THEN 1 ELSE 0 END`;

/** A review with the names of who asked and who decided, and the number of the version. */
export interface SignedReview extends QuestionReview { asker_name: string | null; decider_name: string | null; number: number }

/** The newest first. */
export async function listReviewsOf(db: Db, questionId: number): Promise<SignedReview[]> {
  const rows: Knex.QueryBuilder = db("question_reviews").join("question_versions", "question_versions.id", "question_reviews.question_version_id")
    .leftJoin("people as asker", "asker.id", "question_reviews.asked_by").leftJoin("people as decider", "decider.id", "question_reviews.decided_by")
    .where("question_reviews.question_id", questionId).orderBy("question_reviews.id", "desc")
    .select("question_reviews.*", "asker.name as asker_name", "decider.name as decider_name", "question_versions.number");
  return (await rows) as SignedReview[];
}

export function findOpenReview(db: Db, questionId: number): Promise<QuestionReview | undefined> {
  return db("question_reviews").where({ question_id: questionId }).whereNull("decision").first();
}

export async function insertReview(tx: Db, review: Omit<New<QuestionReview>, "decision" | "decided_by" | "decided_at" | "words">): Promise<void> {
  await tx("question_reviews").insert({ ...review, decision: null, decided_by: null, decided_at: null, words: "" });
  await tx("questions").where({ id: review.question_id }).update({ in_review: 1 });
}

/** Decides the open review of each of these questions. */
export async function updateOpenReviews(tx: Db, questionIds: readonly number[], decided: Pick<QuestionReview, "decision" | "decided_by" | "decided_at" | "words">): Promise<void> {
  for (const ids of inPortions(questionIds, 500)) {
    await tx("question_reviews").whereIn("question_id", ids).whereNull("decision").update(decided);
    await tx("questions").whereIn("id", ids).update({ in_review: 0 });
  }
}

/** Who wrote the versions after this one, or all where there is none; nobody for those that were made from facts. */
export async function listAuthorIdsSince(db: Db, questionId: number, versionId: number | null): Promise<(number | null)[]> {
  return (await db("question_versions").where({ question_id: questionId }).where("id", ">", versionId ?? 0).distinct("author_id")).map(({ author_id }) => author_id);
}

/** Learners are asked these versions from now on. */
export async function updateApproved(tx: Db, versionIds: readonly number[]): Promise<void> {
  for (const ids of inPortions(versionIds, 500)) {
    const approved = tx("question_versions").whereIn("id", ids).where("question_id", tx.ref("questions.id")).max("id");
    await tx("questions").whereIn("id", tx("question_versions").whereIn("id", ids).select("question_id")).update({ approved_version_id: approved as never });
  }
}
