import { insertAuditEvent } from "../storage/audit-events.ts";
import { dropHeld, releaseHeld } from "../storage/held-mail.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** Lets mail that was held back after a restore go, or sees that it never does. Says how much it was. @throws Refused where somebody decided already. */
export async function decideHeldMail(db: Db, admin: Pick<Person, "id">, decision: "send" | "drop", at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const count = decision === "send" ? await releaseHeld(tx, at.toISOString()) : await dropHeld(tx, "mail.reasons.held");
    if (count === 0) throw new Refused("mail.held.decided");
    await insertAuditEvent(tx, admin.id, decision === "send" ? "mail.released" : "mail.dropped", "outbox", { count }, at);
    return count;
  });
}
