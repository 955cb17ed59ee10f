import type { LearningCourse } from "./learning-tables.ts";
import type { Db, New } from "./tables.ts";

/** Keeps what the newest launch from there said of a course. */
export async function upsertCourse(db: Db, course: Omit<New<LearningCourse>, "read_at">): Promise<void> {
  const { title, members_url, seen_at } = course;
  await db("learning_courses").insert({ ...course, read_at: null }).onConflict(["system_id", "context"]).merge({ title, members_url, seen_at });
}

/** Those that somebody came from last stand first. */
export function listCourses(db: Db, systemId: number, limit: number): Promise<LearningCourse[]> {
  return db("learning_courses").where({ system_id: systemId }).orderBy([{ column: "seen_at", order: "desc" }, { column: "id", order: "desc" }]).limit(limit);
}

export function findCourse(db: Db, systemId: number, publicId: string): Promise<LearningCourse | undefined> {
  return db("learning_courses").where({ system_id: systemId, public_id: publicId }).first();
}

export async function updateCourse(tx: Db, id: number, changes: Pick<LearningCourse, "read_at">): Promise<void> {
  await tx("learning_courses").where({ id }).update(changes);
}
