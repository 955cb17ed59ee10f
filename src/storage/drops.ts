import type { Knex } from "knex";
import type { Db, Quiz } from "./tables.ts";

/** A question that was sent to everybody and is still to be answered by some. */
export interface LiveDrop extends Pick<Quiz, "id" | "slug" | "title" | "created_at"> { due_at: string; sender_name: string | null }

/** The drop of this question whose date is still to come at `now`, an ISO time. */
export async function findLiveDrop(db: Db, questionId: number, now: string): Promise<LiveDrop | undefined> {
  const drops: Knex.QueryBuilder = db("quizzes").join("assignments", "assignments.quiz_id", "quizzes.id").leftJoin("people", "people.id", "quizzes.author_id")
    .where({ drop_of: questionId, state: "published" }).whereNull("assignments.team_id").where("assignments.due_at", ">=", now).orderBy("quizzes.id", "desc")
    .select("quizzes.id", "quizzes.slug", "quizzes.title", "quizzes.created_at", "assignments.due_at", "people.name as sender_name");
  return (await drops.first()) as LiveDrop | undefined;
}

/** Which of these quizzes are drops. */
export async function listDropIds(db: Db, quizIds: readonly number[]): Promise<Set<number>> {
  return new Set((await db("quizzes").whereIn("id", quizIds).whereNotNull("drop_of").select("id")).map(({ id }) => id));
}
