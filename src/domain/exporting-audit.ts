import { insertAuditEvent } from "../storage/audit-events.ts";
import type { Db, Person } from "../storage/tables.ts";

/** Notes that somebody takes the audit log away, and which part of it. */
export async function noteExport(db: Db, actor: Pick<Person, "id">, asked: Readonly<Record<string, string>>, at: Date): Promise<void> {
  const parts = Object.fromEntries(Object.entries(asked).filter(([name, value]) => value !== "" && name !== "who"));
  await insertAuditEvent(db, actor.id, "audit.exported", "audit", parts, at);
}
