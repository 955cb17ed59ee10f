import { DAY, HOUR, later, MINUTE } from "../lib/clock.ts";
import { randomFrom } from "../lib/random.ts";
import type { RecordStore, StatementRow } from "../storage/hook-tables.ts";
import { updateRecordStore } from "../storage/record-stores.ts";
import { updateSent, updateStatement } from "../storage/learning-statements.ts";
import type { Db } from "../storage/tables.ts";
import { alertAdmins } from "./alerting.ts";
import type { Answer } from "./request-office.ts";

const LONGEST_WAIT = HOUR;
/** After so long without success administrators get a mail; it is tried on and on, so that no statement is lost. */
const ALERT_AFTER = DAY;

/** The store has these. */
export function noteTaken(db: Db, store: Pick<RecordStore, "id">, batch: readonly Pick<StatementRow, "id">[], at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    await updateSent(tx, batch.map(({ id }) => id), at.toISOString());
    await updateRecordStore(tx, store.id, { tries: 0, failing_since: null, failure: null, answer: null, sent_at: at.toISOString() });
  });
}

/** The store is there and does not want this one; the others go on. */
export async function noteRefused(db: Db, store: Pick<RecordStore, "id">, one: Pick<StatementRow, "id">, answer: Answer, at: Date): Promise<void> {
  await noteFailed(db, one, "status" in answer && answer.status === 413 ? "large" : "refused", saidIn(answer), at);
  await updateRecordStore(db, store.id, { tries: 0, failing_since: null, failure: null, answer: null });
}

export function noteFailed(db: Db, { id }: Pick<StatementRow, "id">, reason: "large" | "refused" | "unwritable", answer: string | null, at: Date): Promise<void> {
  return updateStatement(db, id, { state: "failed", failure: `record-store.reasons.${reason}`, answer, settled_at: at.toISOString() });
}

/** Nothing goes until it is tried again: after a minute first, then after twice as long each time, up to an hour. */
export async function noteWaiting(db: Db, store: RecordStore, reason: string, answer: Answer | null, timeZone: string, at: Date): Promise<void> {
  const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** Math.min(store.tries, 10)) * (1 + randomFrom(`${store.id}/${at.getTime()}`)() / 5);
  const since = store.failing_since ?? at.toISOString();
  await db.transaction(async (tx) => {
    await updateRecordStore(tx, store.id, { tries: store.tries + 1, next_at: later(at, Math.round(wait)).toISOString(), failing_since: since, failure: `record-store.reasons.${reason}`, answer: answer && saidIn(answer) });
    if (Date.parse(since) + ALERT_AFTER <= at.getTime()) await alertAdmins(tx, timeZone, at);
  });
}

function saidIn(answer: Answer): string | null {
  return "fault" in answer ? null : `${answer.status} ${answer.text}`.trim();
}
