import type { Knex } from "knex";
import type { Db, Quiz } from "./tables.ts";

/** A question that was sent to everybody and is still to be answered by some. */
export interface LiveDrop extends Pick<Quiz, "id" | "slug" | "title" | "created_at"> { due_on: string; sender_name: string | null }

/** The drop of this question whose date is still to come on or after `today`. */
export async function findLiveDrop(db: Db, questionId: number, today: string): Promise<LiveDrop | undefined> {
  const drops: Knex.QueryBuilder = db("quizzes").join("assignment_quizzes", "assignment_quizzes.quiz_id", "quizzes.id").join("assignments", "assignments.id", "assignment_quizzes.assignment_id")
    .join("assignment_audiences as audience", "audience.assignment_id", "assignments.id").leftJoin("people", "people.id", "quizzes.author_id")
    .where({ drop_of: questionId, state: "published" }).where("audience.kind", "everyone").whereNull("assignments.ended_at").where("assignments.due_on", ">=", today).orderBy("quizzes.id", "desc")
    .select("quizzes.id", "quizzes.slug", "quizzes.title", "quizzes.created_at", "assignments.due_on", "people.name as sender_name");
  return (await drops.first()) as LiveDrop | undefined;
}

/** Which of these quizzes are drops. */
export async function listDropIds(db: Db, quizIds: readonly number[]): Promise<Set<number>> {
  return new Set(quizIds.length === 0 ? [] : (await db("quizzes").whereIn("id", quizIds).whereNotNull("drop_of").select("id")).map(({ id }) => id));
}
