import { statement } from "./statements.ts";
import type { Db, SessionRow } from "./tables.ts";

const openSession = statement<[id: string, at: string], SessionRow>((db, id, at) => db("sessions").where({ id }).where("expires_at", ">", at));

export async function findSession(db: Db, id: string, at: string): Promise<SessionRow | undefined> {
  return (await openSession(db, id, at))[0];
}

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db("sessions").insert(session).onConflict("id").merge();
}

/** Changes a session that is still there; one that was deleted stays deleted. */
export async function updateSession(db: Db, { id, ...changes }: SessionRow): Promise<void> {
  await db("sessions").where({ id }).update(changes);
}

export async function touchSession(db: Db, id: string, touched: Pick<SessionRow, "touched_at" | "expires_at">): Promise<void> {
  await db("sessions").where({ id }).update(touched);
}

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db("sessions").where({ id }).delete();
}

export async function deleteSessionsOf(db: Db, personId: number): Promise<void> {
  await db("sessions").where({ person_id: personId }).delete();
}
