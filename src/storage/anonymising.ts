import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { updateShown } from "./shown.ts";
import type { Attempt, Db, PaperItem, QuestionVersion, ResponseRow } from "./tables.ts";

type Given = Pick<ResponseRow, "id" | "paper_item_id" | "chosen" | "score" | "answered_at"> & Pick<PaperItem, "attempt_id" | "shown_at"> & Pick<QuestionVersion, "body">;

/** All attempts of a person, held until the transaction ends: an answer that is on its way waits, and then finds them gone. */
export function listAttemptsLocked(tx: Db, personId: number): Promise<Attempt[]> {
  return tx("attempts").where({ person_id: personId }).orderBy("id").forUpdate();
}

/** The answers in these attempts, with the questions that they answer. */
export async function listGivenAnswers(db: Db, attemptIds: readonly number[]): Promise<Given[]> {
  const rows: Given[] = [];
  for (const portion of inPortions(attemptIds)) {
    const query: Knex.QueryBuilder = db("responses").join("paper_items", "paper_items.id", "responses.paper_item_id").join("question_versions", "question_versions.id", "paper_items.question_version_id")
      .whereIn("responses.attempt_id", portion).select("responses.id", "responses.paper_item_id", "paper_items.shown_at", "responses.chosen", "responses.score", "responses.answered_at", "responses.attempt_id", "question_versions.body");
    rows.push(...((await query) as Given[]));
  }
  return rows;
}

export async function updateOwner(tx: Db, id: number, changes: Pick<Attempt, "person_id" | "public_id" | "started_at" | "finished_at" | "deadline_at" | "added_minutes" | "language">): Promise<void> {
  await tx("attempts").where({ id }).update(changes);
}

export async function updateGivenAnswer(tx: Db, id: number, changes: Pick<ResponseRow, "chosen" | "answered_at">): Promise<void> {
  await tx("responses").where({ id }).update(changes);
}

/** When pages were seen, of lines that were answered; of the others nothing stays. */
export async function updateSeen(tx: Db, attemptIds: readonly number[], seen: readonly Pick<PaperItem, "id" | "shown_at">[]): Promise<void> {
  for (const portion of inPortions(attemptIds)) await tx("paper_items").whereIn("attempt_id", portion).update({ shown_at: null });
  await updateShown(tx, seen);
}

/** Reports go with the attempt in which they were made, and keep their reason: what somebody wrote, and what they were answered, may tell who they are. */
export async function updateReportsOf(tx: Db, attemptId: number, personId: number): Promise<void> {
  await tx("problem_reports").where({ attempt_id: attemptId }).update({ person_id: personId, text: "", note: "", chosen: null });
}

/** Those that were made in reviews: no attempt keeps them. */
export async function deleteReportsInReviews(tx: Db, personId: number): Promise<void> {
  await tx("problem_reports").where({ person_id: personId, attempt_id: null }).delete();
}
