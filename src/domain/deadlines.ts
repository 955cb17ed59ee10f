import { GRACE } from "../engine/questions/limits.ts";
import { later } from "../lib/clock.ts";
import { listOverdueIds, listOverdueIdsOf, lockAttempt } from "../storage/deadlines.ts";
import type { Db, Person } from "../storage/tables.ts";
import { finishIfComplete } from "./counting.ts";

/** Finishes every attempt whose time is up, as of its deadline, once answers on their way have had time to come. Any number of processes may do so at once. */
export async function finishOverdueAttempts(db: Db, at: Date): Promise<void> {
  await finishAll(db, await listOverdueIds(db, later(at, -GRACE).toISOString()), at);
}

/** The same for one learner who looks. Whoever opens the result of an attempt does not wait for that (`settleAttempt`). */
export async function finishOverdueOf(db: Db, learner: Pick<Person, "id">, at: Date): Promise<void> {
  await finishAll(db, await listOverdueIdsOf(db, learner, later(at, -GRACE).toISOString()), at);
}

/** Whoever comes second finds each one finished and leaves it as it is. */
async function finishAll(db: Db, ids: readonly number[], at: Date): Promise<void> {
  for (const id of ids) {
    await db.transaction(async (tx) => {
      const held = await lockAttempt(tx, id);
      if (held) await finishIfComplete(tx, held, at);
    });
  }
}
