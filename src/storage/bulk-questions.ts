import type { Knex } from "knex";
import { insertEntries } from "./audit-chain.ts";
import { inPortions } from "./batches.ts";
import { versionsOut } from "./doubts.ts";
import { matching, type QuestionFilter } from "./question-filter.ts";
import type { Db, QuestionRow } from "./tables.ts";

/** What a change of many questions looks at. `doubted` is there where the newest version rests on a fact in doubt. */
export type BulkQuestion = QuestionRow & { stem: string; doubted: number | null };

/** Those with these public ids, or all that match; the oldest first, `most` and one more at most. */
export async function listChosenIds(db: Db, chosen: readonly string[] | QuestionFilter, most: number): Promise<number[]> {
  const query: Knex.QueryBuilder = Array.isArray(chosen) ? db("questions").whereIn("public_id", chosen as string[]) : matching(db, chosen as QuestionFilter);
  void query.orderBy("questions.id").limit(most + 1).select("questions.id");
  return ((await query) as { id: number }[]).map(({ id }) => id);
}

/** With `isHeld`, nobody else changes them until the transaction ends. */
export async function listBulkQuestions(db: Db, ids: readonly number[], { isHeld }: { isHeld: boolean }): Promise<BulkQuestion[]> {
  const questions: BulkQuestion[] = [];
  for (const portion of inPortions(ids, 500)) {
    if (isHeld) await db("questions").whereIn("id", portion).orderBy("id").forUpdate().select("id");
    const doubted = db.raw("CASE WHEN version.id IN (?) THEN version.id END AS doubted", [versionsOut(db)]);
    const rows: Knex.QueryBuilder = db("questions").join("question_versions as version", "version.id", "questions.newest_version_id").whereIn("questions.id", portion).orderBy("questions.id").select("questions.*", "version.stem", doubted);
    questions.push(...((await rows) as BulkQuestion[]));
  }
  return questions;
}

export async function updateQuestions(tx: Db, ids: readonly number[], changes: Partial<Pick<QuestionRow, "state" | "in_review" | "topic">>): Promise<void> {
  for (const portion of inPortions(ids, 500)) await tx("questions").whereIn("id", portion).update(changes);
}

/** Notes the same deed of many subjects. */
export async function insertAuditEvents(tx: Db, actorId: number, deed: string, subjects: readonly string[], detail: Record<string, unknown>, at: Date): Promise<void> {
  await insertEntries(tx, subjects.map((subject) => ({ at: at.toISOString(), actor_id: actorId, deed, subject, detail: JSON.stringify(detail) })));
}

/** The people who wrote questions of the bank, by name. */
export function listAuthors(db: Db): Promise<{ public_id: string; name: string }[]> {
  return db("people").whereIn("id", db("questions").whereNotNull("author_id").distinct("author_id")).orderBy("name").select("public_id", "name");
}

/** Those of these questions that stand in the draft of the quiz. */
export async function listIdsInQuiz(db: Db, quizId: number): Promise<Set<number>> {
  return new Set((await db("quiz_questions").where({ quiz_id: quizId }).select("question_id")).map(({ question_id }) => question_id));
}
