import { insertInBatches } from "./batches.ts";
import type { Db, New, PaperItem, Person } from "./tables.ts";

/** A line of a paper with what has come of it so far: `score` null means unanswered. Carries no body, so it gives nothing away. */
export interface PaperLine { position: number; stem: string; score: number | null }

/** A line with its question and the stored answer. The body holds the key: only `asked` and `reviewed` may hand it on. */
export interface PaperQuestion extends PaperItem { question_public_id: string; body: string; chosen: string | null; score: number | null; answered_at: string | null }

export function listPaper(db: Db, attemptId: number): Promise<PaperLine[]> {
  return db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").leftJoin("responses", "responses.paper_item_id", "paper_items.id")
    .where("paper_items.attempt_id", attemptId).orderBy("paper_items.position").select("paper_items.position", "question_versions.stem", "responses.score");
}

export function findPaperQuestion(db: Db, attemptId: number, position: number): Promise<PaperQuestion | undefined> {
  return db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .leftJoin("responses", "responses.paper_item_id", "paper_items.id").where("paper_items.attempt_id", attemptId).where("paper_items.position", position)
    .select("paper_items.*", "questions.public_id as question_public_id", "question_versions.body", "responses.chosen", "responses.score", "responses.answered_at").first();
}

/** Which of these questions have stood on a paper of this learner before, in any version. */
export async function listSeenQuestionIds(db: Db, learner: Pick<Person, "id">, questionIds: readonly number[]): Promise<Set<number>> {
  const rows = await db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions", "question_versions.id", "paper_items.question_version_id")
    .where("attempts.person_id", learner.id).whereIn("question_versions.question_id", questionIds).distinct<{ question_id: number }[]>("question_versions.question_id");
  return new Set(rows.map((row) => row.question_id));
}

export async function insertPaperItems(db: Db, items: New<PaperItem>[]): Promise<void> {
  await insertInBatches(db, "paper_items", items);
}
