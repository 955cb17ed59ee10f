import type { Knex } from "knex";
import { write } from "./deeds.ts";
import { visitorIn, withVisitor, type Visitor, type VisitorRow } from "./visitors.ts";
import { statement } from "./statements.ts";
import type { Db, SessionRow } from "./tables.ts";

/** A session that can be gone on with, and whoever it lets in: nobody where they were deactivated since. */
export interface OpenSession { data: string; touchedAt: string; expiresAt: string; visitor: Visitor | undefined }

export async function findSession(db: Db, id: string, at: string): Promise<OpenSession | undefined> {
  const rows = await openSession(db, at, id, at);
  if (!rows[0]) return undefined;
  const { session_data: data, session_touched: touchedAt, session_expires: expiresAt } = rows[0];
  return { data, touchedAt, expiresAt, visitor: visitorIn(rows.flatMap(({ session_data: _, session_touched: _at, session_expires: _until, ...row }) => (row.id === null ? [] : [row as VisitorRow]))) };
}

const openSession = statement<[now: string, id: string, at: string], { session_data: string; session_touched: string; session_expires: string } & (VisitorRow | { id: null })>((db, now, id, at) => {
  const people = (db("sessions") as Knex.QueryBuilder).leftJoin("people", (join) => { join.on("people.id", "sessions.person_id").andOnNull("people.deactivated_at"); });
  return withVisitor(db, people, now).where("sessions.id", id).where("sessions.expires_at", ">", at).select("sessions.data as session_data", "sessions.touched_at as session_touched", "sessions.expires_at as session_expires");
});

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db("sessions").insert(session).onConflict("id").merge();
}

/** Changes a session that is still there; one that was deleted stays deleted. */
export async function updateSession(db: Db, { id, ...changes }: SessionRow): Promise<void> {
  await db("sessions").where({ id }).update(changes);
}

export async function touchSession(db: Db, id: string, touched: Pick<SessionRow, "touched_at" | "expires_at">): Promise<void> {
  await write(db, (tx) => touch(tx, touched.touched_at, touched.expires_at, id));
}

const touch = statement<[touchedAt: string, expiresAt: string, id: string], never>((db, touched_at, expires_at, id) => db("sessions").where({ id }).update({ touched_at, expires_at }));

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db("sessions").where({ id }).delete();
}

/** Those that somebody can still go on with, the newest use first. */
export function listSessionsOf(db: Db, personId: number, at: string): Promise<SessionRow[]> {
  return db("sessions").where({ person_id: personId }).where("expires_at", ">", at).orderBy("touched_at", "desc");
}

/** Whether this person has a session from this network. */
export async function hasSessionFrom(db: Db, personId: number, network: string): Promise<boolean> {
  return (await db("sessions").where({ person_id: personId, network }).first("id")) !== undefined;
}

/** All but this one. */
export async function deleteOtherSessions(db: Db, personId: number, id: string): Promise<number> {
  return db("sessions").where({ person_id: personId }).whereNot({ id }).delete();
}

export async function deleteSessionsOf(db: Db, personId: number): Promise<void> {
  await db("sessions").where({ person_id: personId }).delete();
}

/** Everybody signs in again. */
export async function deleteAllSessions(db: Db): Promise<void> {
  for (const table of ["federated_sessions", "sessions"] as const) await db(table).delete();
}
