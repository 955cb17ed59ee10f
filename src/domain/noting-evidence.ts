import { insertAuditEvent } from "../storage/audit-events.ts";
import { newPublicId } from "../lib/ids.ts";
import type { Db } from "../storage/tables.ts";
import type { Period } from "./evidence-case.ts";
import type { Packed } from "./packing-evidence.ts";

/** Notes a pack that was written from the command line. */
export async function noteEvidence(db: Db, { first, last }: Period, mode: string, { digest, manifest }: Packed, at: Date): Promise<void> {
  await insertAuditEvent(db, null, "evidence.made", newPublicId(), { from: first, to: last, mode, sha256: digest, manifest, by: "command" }, at);
}
