import { insertAuditEvent } from "../storage/audit-events.ts";
import type { Db, Person } from "../storage/tables.ts";

/** Notes that somebody takes away who has confirmed a policy, and under which privacy mode. */
export async function notePolicyExport(db: Db, actor: Pick<Person, "id">, publicId: string, mode: string, at: Date): Promise<void> {
  await insertAuditEvent(db, actor.id, "policy.exported", publicId, { mode }, at);
}
