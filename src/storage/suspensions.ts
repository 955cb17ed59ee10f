import type { Knex } from "knex";
import { openQuizzes, withNumbers, type OpenQuiz } from "./quizzes.ts";
import type { Suspension } from "./report-tables.ts";
import type { Attempt, Db, New } from "./tables.ts";

/** Nobody else suspends anything until the transaction ends. SQLite has one writer anyway. */
export async function lockSuspensions(tx: Db): Promise<void> {
  if ((tx.client as { config: { client: unknown } }).config.client === "pg") await tx.raw("LOCK TABLE suspensions IN EXCLUSIVE MODE");
}

export function findSuspension(db: Db, questionId: number): Promise<Suspension | undefined> {
  return db("suspensions").where({ question_id: questionId, ended_at: null }).first();
}

/** The newest one that a trainer ended. */
export function findEndedSuspension(db: Db, questionId: number): Promise<Suspension | undefined> {
  return db("suspensions").where({ question_id: questionId }).whereNotNull("ended_at").orderBy("id", "desc").first();
}

/** How many there were since then, an ISO time, of one person or of everybody. */
export async function countSuspensions(db: Db, since: string, personId?: number): Promise<number> {
  const query = db("suspensions").where("at", ">", since).count({ total: "*" });
  if (personId !== undefined) void query.where({ person_id: personId });
  return Number((await query.first())?.["total"] ?? 0);
}

/** Nothing happens where the question is suspended already. */
export async function insertSuspensionOnce(tx: Db, suspension: New<Suspension>): Promise<void> {
  await tx("suspensions").insert(suspension).onConflict().ignore();
}

/** Says whether it was suspended. */
export async function updateSuspensionEnded(tx: Db, questionId: number, ended: Pick<Suspension, "ended_by" | "ended_at">): Promise<boolean> {
  return (await tx("suspensions").where({ question_id: questionId, ended_at: null }).update(ended)) > 0;
}

/** The published quizzes that ask this question now. */
export async function listQuizzesAsking(db: Db, questionId: number): Promise<OpenQuiz[]> {
  const versions: Knex.QueryBuilder = db("quiz_version_questions as its").join("question_versions", "question_versions.id", "its.question_version_id").where("question_versions.question_id", questionId).select("its.quiz_version_id");
  return (await openQuizzes(db).whereIn("version.id", versions)).map(withNumbers);
}

/** Open attempts whose paper has the question. */
export function listOpenAttemptsAsking(db: Db, questionId: number): Promise<Pick<Attempt, "id">[]> {
  const papers: Knex.QueryBuilder = db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").where("question_versions.question_id", questionId).select("paper_items.attempt_id");
  return db("attempts").whereIn("id", papers).whereNull("finished_at").orderBy("id").select("id");
}
