import type { Db, Incident, Lesson, New } from "./tables.ts";

/** What is taught of an incident, in order. */
export function listLessons(db: Db, incidentId: number): Promise<Lesson[]> {
  return db("lessons").where({ incident_id: incidentId, state: "current" }).orderBy("position");
}

/** With those that were removed. */
export function listEveryLesson(db: Db, incidentId: number): Promise<Lesson[]> {
  return db("lessons").where({ incident_id: incidentId }).orderBy("position");
}

export function findLesson(db: Db, incidentId: number, position: number): Promise<Lesson | undefined> {
  return db("lessons").where({ incident_id: incidentId, position, state: "current" }).first();
}

/** Holds the incident's row until the transaction ends, so that changes to its lessons come one after the other. */
export function lockIncident(db: Db, id: number): Promise<Incident | undefined> {
  return db("incidents").where({ id, kind: "incident" }).forUpdate().first();
}

export async function insertLesson(db: Db, lesson: New<Lesson>): Promise<Lesson> {
  const [row] = await db("lessons").insert(lesson).returning("*");
  return row!;
}

export async function updateLesson(db: Db, id: number, changes: Partial<New<Lesson>>): Promise<void> {
  await db("lessons").where({ id }).update(changes);
}
