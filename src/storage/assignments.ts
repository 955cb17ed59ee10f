import type { Assignment, Db, New } from "./tables.ts";

/** Assignments of published quizzes; those of a withdrawn quiz wait until it is published again. */
export function listLiveAssignments(db: Db): Promise<Assignment[]> {
  return db("assignments").join("quizzes", "quizzes.id", "assignments.quiz_id").where("quizzes.state", "published").select("assignments.*");
}

/** Live assignments for these teams and for everybody. */
export function listLiveAssignmentsFor(db: Db, teamIds: readonly number[]): Promise<Assignment[]> {
  return db("assignments").join("quizzes", "quizzes.id", "assignments.quiz_id").where("quizzes.state", "published")
    .where((audience) => audience.whereNull("assignments.team_id").orWhereIn("assignments.team_id", teamIds)).select("assignments.*");
}

export async function insertAssignment(db: Db, assignment: New<Assignment>): Promise<Assignment> {
  const [row] = await db("assignments").insert(assignment).returning("*");
  return row!;
}
