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

/** The assignment of this quiz to this team, or to everybody. */
export function findAssignmentTo(db: Db, quizId: number, teamId: number | null): Promise<Assignment | undefined> {
  return db("assignments").where({ quiz_id: quizId, team_id: teamId }).first();
}

export async function updateAssignment(db: Db, id: number, changes: Pick<Assignment, "due_at">): Promise<Assignment> {
  const [row] = await db("assignments").where({ id }).update(changes).returning("*");
  return row!;
}

export function findAssignmentOf(db: Db, quizId: number, publicId: string): Promise<Assignment | undefined> {
  return db("assignments").where({ quiz_id: quizId, public_id: publicId }).first();
}

export async function deleteAssignment(db: Db, id: number): Promise<void> {
  await db("assignments").where({ id }).delete();
}
