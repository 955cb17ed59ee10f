import { GRACE } from "../engine/questions/limits.ts";
import { later } from "../lib/clock.ts";
import type { Attempt, Db } from "../storage/tables.ts";
import { FINISHED, queueStatements } from "./queueing-statements.ts";
import { queueEvents } from "./webhook-events.ts";

/** Queues for other programs that attempts were finished, in the transaction that finished them. Where a time was up, it goes once answers on their way have come. Practice is nobody's business. */
export async function tellFinished(tx: Db, attempts: readonly Attempt[], at: Date): Promise<void> {
  for (const attempt of attempts.filter(({ practice_of }) => practice_of === null)) {
    const due = attempt.deadline_at === null ? at : later(at, 2 * GRACE);
    await queueEvents(tx, "attempt.finished", [{ personId: attempt.person_id, data: { attempt: attempt.public_id } }], at, due);
    await queueStatements(tx, attempt, FINISHED, at, due);
  }
}
