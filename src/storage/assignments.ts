import { inPortions } from "./batches.ts";
import type { Assignment, AudienceRow } from "./assignment-tables.ts";
import { isPostgresDb } from "./dialects.ts";
import { statement } from "./statements.ts";
import type { Db, New } from "./tables.ts";
import { writeTogether, writing } from "./writing-together.ts";

const TURN = "assignments.turn";

/** Held until the transaction ends: `alone` by whoever changes assignments or looks at everybody, `share` while people change side by side, so that no duty falls between the two. SQLite has one writer anyway. */
export async function holdAudiences(tx: Db, how: "share" | "alone"): Promise<void> {
  if (isPostgresDb(tx)) await writeTogether(tx, [turnMade(), how === "alone" ? heldAlone() : heldByMany()]);
}

const turnMade = writing(statement<[], never>((db) => db("settings").insert({ key: TURN, value: "" }).onConflict("key").ignore()));
const heldAlone = writing(statement<[], never>((db) => db("settings").where({ key: TURN }).forUpdate().select("key")));
const heldByMany = writing(statement<[], never>((db) => db("settings").where({ key: TURN }).forShare().select("key")));

export function listLiveAssignments(db: Db, ids?: readonly number[]): Promise<Assignment[]> {
  const query = db("assignments").whereNull("ended_at").orderBy("id");
  return ids ? query.whereIn("id", [...ids]) : query;
}

/** Holds it until the transaction ends. */
export function lockAssignment(tx: Db, id: number): Promise<Assignment | undefined> {
  return tx("assignments").where({ id }).forUpdate().first();
}

/** Those whose people have not all been looked at since they changed. */
export function listUnfilled(db: Db): Promise<Assignment[]> {
  return db("assignments").whereNotNull("filled_to").orderBy("id");
}

/** Everybody is to be looked at again, in what still asks something. */
export async function updateUnfilled(tx: Db): Promise<void> {
  await tx("assignments").whereNull("ended_at").update({ filled_to: 0 });
}

export function findAssignment(db: Db, publicId: string): Promise<Assignment | undefined> {
  return db("assignments").where({ public_id: publicId }).first();
}

export async function insertAssignment(db: Db, assignment: New<Assignment>): Promise<Assignment> {
  const [row] = await db("assignments").insert(assignment).returning("*");
  return row!;
}

export async function updateAssignment(db: Db, id: number, changes: Partial<New<Assignment>>): Promise<Assignment> {
  const [row] = await db("assignments").where({ id }).update(changes).returning("*");
  return row!;
}

/** The quizzes of its path, in their order. */
export async function listStepIds(db: Db, assignmentId: number): Promise<number[]> {
  return (await db("assignment_quizzes").where({ assignment_id: assignmentId }).orderBy("position").select("quiz_id")).map(({ quiz_id }) => quiz_id);
}

export async function updateSteps(tx: Db, assignmentId: number, quizIds: readonly number[]): Promise<void> {
  await tx("assignment_quizzes").where({ assignment_id: assignmentId }).delete();
  await tx("assignment_quizzes").insert(quizIds.map((quiz_id, index) => ({ assignment_id: assignmentId, quiz_id, position: index + 1 })));
}

/** A part of an audience, without its row. */
export type Part = Omit<AudienceRow, "id" | "assignment_id">;

export function listAudience(db: Db, assignmentIds: readonly number[]): Promise<AudienceRow[]> {
  return db("assignment_audiences").whereIn("assignment_id", [...assignmentIds]).orderBy("id");
}

export async function updateAudience(tx: Db, assignmentId: number, parts: readonly Part[]): Promise<void> {
  await tx("assignment_audiences").where({ assignment_id: assignmentId }).delete();
  for (const portion of inPortions(parts)) await tx("assignment_audiences").insert(portion.map((part) => ({ ...part, assignment_id: assignmentId })));
}

/** The live assignment of this one quiz to this one team, or to everybody, and to nobody else. */
export async function findAssignmentTo(db: Db, quizId: number, teamId: number | null): Promise<Assignment | undefined> {
  const alone = (table: "assignment_quizzes" | "assignment_audiences") => db(table).select("assignment_id").groupBy("assignment_id").having(db.raw("count(*) = 1"));
  return db("assignments").whereNull("ended_at").whereIn("id", alone("assignment_quizzes").clone()).whereIn("id", alone("assignment_audiences").clone())
    .whereIn("id", db("assignment_quizzes").where({ quiz_id: quizId }).select("assignment_id"))
    .whereIn("id", db("assignment_audiences").where({ kind: teamId === null ? "everyone" : "team", team_id: teamId, is_exclusion: 0 }).select("assignment_id")).first();
}

/** How many assignments name this team or this group. */
export async function countNaming(db: Db, place: { team_id: number } | { group_id: number }): Promise<number> {
  return Number((await db("assignment_audiences").where(place).countDistinct({ total: "assignment_id" }).first())?.["total"] ?? 0);
}
