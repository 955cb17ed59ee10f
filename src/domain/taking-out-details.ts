import { rangesOf, TAKEN_OUT } from "../lib/chain-check.ts";
import { settlePlaces } from "../storage/audit-chain.ts";
import { listNumbersAbout, listNumbersBefore, SEEN, updateDetails } from "../storage/audit-details.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import type { Db, Person } from "../storage/tables.ts";

/** What was noted about somebody stays, without what it said of them; the log says itself which entries lost their details, so that no others can lose theirs unseen. */
export async function takeOutDetails(tx: Db, actor: { id: number | null }, person: Pick<Person, "id" | "public_id">, subjects: readonly string[], at: Date): Promise<void> {
  await settlePlaces(tx);
  const numbers = await listNumbersAbout(tx, person, subjects);
  await updateDetails(tx, numbers);
  if (numbers.length > 0) await insertAuditEvent(tx, actor.id, TAKEN_OUT, "erasure", { events: rangesOf(numbers) }, at);
}

/** Takes out from where people looked at others' results before that time, so many at most, and says how often. */
export async function takeOutAddresses(tx: Db, before: Date, limit: number, at: Date): Promise<number> {
  const numbers = await listNumbersBefore(tx, SEEN, before.toISOString(), limit);
  await updateDetails(tx, numbers);
  if (numbers.length > 0) await insertAuditEvent(tx, null, TAKEN_OUT, "retention", { events: rangesOf(numbers) }, at);
  return numbers.length;
}
