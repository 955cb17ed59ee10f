import { insertInBatches } from "./batches.ts";
import type { Db } from "./tables.ts";

/** Notes who did what; `detail` must hold no secret. Append only. */
export async function insertAuditEvent(db: Db, actorId: number | null, deed: string, subject: string, detail: Record<string, unknown>, at: Date): Promise<void> {
  await db("audit_events").insert({ at: at.toISOString(), actor_id: actorId, deed, subject, detail: JSON.stringify(detail) });
}

/** Many at once; without an actor they are nobody's doing. */
export async function insertAuditEvents(db: Db, events: readonly { actorId?: number; deed: string; subject: string; detail: Record<string, unknown> }[], at: Date): Promise<void> {
  await insertInBatches(db, "audit_events", events.map(({ actorId = null, deed, subject, detail }) => ({ at: at.toISOString(), actor_id: actorId, deed, subject, detail: JSON.stringify(detail) })));
}
