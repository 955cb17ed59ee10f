import type { Knex } from "knex";
import type { AssignmentException, AssignmentMember } from "./assignment-tables.ts";
import type { Db, New } from "./tables.ts";

/** The membership of somebody who is in the audience now. */
export function findMembership(db: Db, assignmentId: number, personId: number): Promise<AssignmentMember | undefined> {
  return db("assignment_members").where({ assignment_id: assignmentId, person_id: personId }).whereNull("left_on").first();
}

/** The newest round of somebody, whatever became of it. */
export async function listOpenRounds(db: Db, assignmentId: number, personId: number): Promise<number[]> {
  const row = (await db("duties").where({ assignment_id: assignmentId, person_id: personId }).max({ newest: "round" }).first()) as { newest: number | null } | undefined;
  return [row?.newest ?? 1];
}

/** There is one of a kind for a person and a round: the newest. */
export async function insertException(tx: Db, row: New<AssignmentException>): Promise<void> {
  await tx("assignment_exceptions").insert(row).onConflict(["assignment_id", "person_id", "kind", "round"]).merge();
}

export async function deleteException(tx: Db, assignmentId: number, id: number): Promise<AssignmentException | undefined> {
  const row = await tx("assignment_exceptions").where({ assignment_id: assignmentId, id }).first();
  if (row) await tx("assignment_exceptions").where({ id: row.id }).delete();
  return row;
}

export type NamedException = AssignmentException & { name: string; team_id: number | null };

/** The newest first, of people of these teams or of everybody. */
export async function listExceptions(db: Db, assignmentId: number, teamIds: readonly number[] | undefined): Promise<NamedException[]> {
  const rows: Knex.QueryBuilder = db("assignment_exceptions as e").join("people", "people.id", "e.person_id").where("e.assignment_id", assignmentId).orderBy("e.id", "desc").limit(200).select("e.*", "people.name", "people.team_id");
  if (teamIds) rows.whereIn("people.team_id", [...teamIds]);
  return (await rows) as NamedException[];
}
