import type { Knex } from "knex";
import { insertEntries } from "./audit-chain.ts";
import { findTokenInUse } from "./audit-through.ts";
import type { AuditEvent, Db } from "./tables.ts";

/** Notes who did what; `detail` must hold no secret. It joins the hash chain: nothing removes or alters it. */
export async function insertAuditEvent(db: Db, actorId: number | null, deed: string, subject: string, detail: Record<string, unknown>, at: Date): Promise<void> {
  await insertAuditEvents(db, [{ ...(actorId !== null && { actorId }), deed, subject, detail }], at);
}

/** Many at once; without an actor they are nobody's doing. */
export async function insertAuditEvents(db: Db, events: readonly { actorId?: number; deed: string; subject: string; detail: Record<string, unknown> }[], at: Date): Promise<void> {
  const token = findTokenInUse();
  await insertEntries(db, events.map(({ actorId = null, deed, subject, detail }) => ({ at: at.toISOString(), actor_id: actorId, deed, subject, detail: JSON.stringify(token === undefined ? detail : { ...detail, token }) })));
}

/** A deed with the name of who did it, where somebody did. */
export type SignedDeed = AuditEvent & { actor_name: string | null };

/** These deeds of one subject, the newest first. */
export async function listDeedsOn(db: Db, subject: string, deeds: readonly string[]): Promise<SignedDeed[]> {
  const rows: Knex.QueryBuilder = db("audit_events").leftJoin("people", "people.id", "audit_events.actor_id").where({ subject }).whereIn("deed", [...deeds]).orderBy("audit_events.id", "desc").limit(100).select("audit_events.*", "people.name as actor_name");
  return (await rows) as SignedDeed[];
}

/** Everything that was noted about one subject, the newest first. */
export async function listDeedsAbout(db: Db, subject: string): Promise<SignedDeed[]> {
  const rows: Knex.QueryBuilder = db("audit_events").leftJoin("people", "people.id", "audit_events.actor_id").where({ subject }).orderBy("audit_events.id", "desc").limit(50).select("audit_events.*", "people.name as actor_name");
  return (await rows) as SignedDeed[];
}
