import { digest } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteOtherSessions, deleteSession, deleteSessionsOf, listSessionsOf } from "../storage/sessions.ts";
import type { Db, Person, SessionRow } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";

type Owner = Pick<Person, "id" | "public_id">;
/** A session as its owner sees it. `handle` names it in addresses and opens nothing. */
export interface OwnSession extends Pick<SessionRow, "started_at" | "touched_at" | "agent" | "network" | "factor"> { handle: string; isThis: boolean }

/** Where somebody is signed in. `sessionId`: of the request. */
export async function listOwnSessions(db: Db, { id }: Pick<Person, "id">, sessionId: string, at: Date): Promise<OwnSession[]> {
  const rows = await listSessionsOf(db, id, at.toISOString());
  return rows.map(({ id: row, started_at, touched_at, agent, network, factor }) => ({ handle: handleOf(row), isThis: row === digest(sessionId), started_at, touched_at, agent, network, factor }));
}

/** @throws NotFound where it is not theirs, or has ended */
export async function endOwnSession(db: Db, owner: Owner, handle: string, at: Date): Promise<void> {
  const row = (await listSessionsOf(db, owner.id, at.toISOString())).find(({ id }) => handleOf(id) === handle);
  if (!row) throw new NotFound("accounts.session-over");
  await db.transaction(async (tx) => {
    await deleteSession(tx, row.id);
    await insertAuditEvent(tx, owner.id, "person.session-ended", owner.public_id, {}, at);
  });
}

/** Everywhere but in the session of the request. */
export async function endOtherSessions(db: Db, owner: Owner, sessionId: string, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const ended = await deleteOtherSessions(tx, owner.id, digest(sessionId));
    await insertAuditEvent(tx, owner.id, "person.sessions-ended", owner.public_id, {}, at);
    return ended;
  });
}

/** An admin signs somebody out everywhere. */
export async function endSessionsOf(db: Db, actor: Pick<Person, "id">, person: Owner, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await deleteSessionsOf(tx, person.id);
    await insertAuditEvent(tx, actor.id, "person.sessions-ended", person.public_id, {}, at);
  });
}

function handleOf(row: string): string {
  return digest(row).slice(0, 16);
}
