import type { Db } from "./tables.ts";

/** Notes who did what; `detail` must hold no secret. Append only. */
export async function insertAuditEvent(db: Db, actorId: number | null, deed: string, subject: string, detail: Record<string, unknown>, at: Date): Promise<void> {
  await db("audit_events").insert({ at: at.toISOString(), actor_id: actorId, deed, subject, detail: JSON.stringify(detail) });
}
