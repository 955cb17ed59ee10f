import type { Attempt, Db } from "../storage/tables.ts";
import { FINISHED, queueStatements } from "./queueing-statements.ts";
import { queueEvents } from "./webhook-events.ts";

/** Queues for other programs that attempts were finished, in the transaction that finished them. Practice is nobody's business. */
export async function tellFinished(tx: Db, attempts: readonly Attempt[], at: Date): Promise<void> {
  for (const attempt of attempts.filter(({ practice_of }) => practice_of === null)) {
    await queueEvents(tx, "attempt.finished", [{ personId: attempt.person_id, data: { attempt: attempt.public_id } }], at);
    await queueStatements(tx, attempt, FINISHED, at);
  }
}
