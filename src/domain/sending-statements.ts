import { later, MINUTE, type Clock } from "../lib/clock.ts";
import { unseal } from "../lib/sealing.ts";
import type { RecordStore, StatementRow } from "../storage/hook-tables.ts";
import { leaseRecordStore, updateRecordStore } from "../storage/record-stores.ts";
import { deleteStatements, deleteWaitingStatements, listDueStatements, updateSent, updateStatement } from "../storage/learning-statements.ts";
import type { Db } from "../storage/tables.ts";
import { maySend, SECRET_OF_STORE, storeHeaders } from "./record-store.ts";
import type { Answer, RequestOffice } from "./request-office.ts";
import { restated, type Words } from "./restating.ts";
import { noteFailed, noteRefused, noteTaken, noteWaiting } from "./settling-statements.ts";
import type { StatementRules } from "./statement-parts.ts";
import { writeStatement } from "./statement-writing.ts";
import { complain } from "../lib/log.ts";

/** Beside what statements need: what opens the sealed secret, and where days begin. */
export type SendingRules = Omit<StatementRules, "actors"> & { secret: string; timeZone: string };
type Written = StatementRow & { body: string; tells: string | null };

const MOST_AT_ONCE = 50;
const MOST_BYTES = 400_000;
const LEASE = 5 * MINUTE;

/**
 * Sends what waits to the record store, in its order, and says how much went. One process does so at a time. A statement is put into words once and has the same id and words at every try, so that none is kept twice
 * however often an answer is lost. What the store refuses is put aside with its reason; while the store does not answer, everything waits.
 */
export async function sendStatements(db: Db, office: RequestOffice, rules: SendingRules, now: Clock, goesOn: () => boolean = () => true): Promise<number> {
  let sent = 0;
  for (let isMore = true; isMore && goesOn() && (await listDueStatements(db, now().toISOString(), 1)).length > 0;) {
    const store = await leaseRecordStore(db, now().toISOString(), later(now(), LEASE).toISOString());
    if (!store) return sent;
    const taken = await sendNext(db, office, store, rules, now);
    await updateRecordStore(db, store.id, { leased_until: null });
    [sent, isMore] = [sent + taken.count, taken.isMore];
  }
  return sent;
}

async function sendNext(db: Db, office: RequestOffice, store: RecordStore, rules: SendingRules, now: Clock): Promise<{ count: number; isMore: boolean }> {
  if (!maySend(store, rules.mode)) {
    await deleteWaitingStatements(db);
    return { count: 0, isMore: false };
  }
  const { written, isMore } = await writeBatch(db, { ...rules, actors: store.actors }, now());
  const secret = unseal(store.sealed_secret, rules.secret, SECRET_OF_STORE);
  if (written.length > 0 && secret === undefined) await noteWaiting(db, store, "sealed", null, rules.timeZone, now());
  const count = secret === undefined ? 0 : await sendBatch(db, office, store, secret, written, rules, now);
  return { count, isMore: isMore && count === written.length };
}

/** The next statements, in words that stay. What there is nothing to say of is dropped; what the store knows stays told. */
async function writeBatch(db: Db, rules: StatementRules, at: Date): Promise<{ written: Written[]; isMore: boolean }> {
  const rows = await listDueStatements(db, at.toISOString(), MOST_AT_ONCE);
  const [written, unsaid]: [Written[], StatementRow[]] = [[], []];
  let bytes = 0;
  for (const row of rows) {
    const words = row.body === null ? await wordsOf(db, row, rules, at) : { body: row.body, tells: row.tells };
    if (words === null) continue;
    if (words === undefined) unsaid.push(row);
    else if ((bytes += Buffer.byteLength(words.body)) <= MOST_BYTES || written.length === 0) written.push({ ...row, ...words });
    else break;
  }
  await db.transaction(async (tx) => {
    await deleteStatements(tx, unsaid.filter(({ told }) => told === null).map(({ id }) => id));
    await updateSent(tx, unsaid.filter(({ told }) => told !== null).map(({ id }) => id), at.toISOString());
    for (const { id, body, tells } of written) await updateStatement(tx, id, { body, tells });
  });
  return { written, isMore: written.length + unsaid.length < rows.length || rows.length === MOST_AT_ONCE };
}

/** Undefined where there is nothing to say. One that cannot be put into words is put aside, so that it holds up no other. */
async function wordsOf(db: Db, row: StatementRow, rules: StatementRules, at: Date): Promise<Words | undefined | null> {
  try {
    return restated(row, await writeStatement(db, row, rules), rules, at);
  } catch (error) {
    complain("A statement could not be put into words", error);
    await noteFailed(db, row, "unwritable", null, at);
    return null;
  }
}

/** Says how many are done with, one way or the other. Where the store takes no batch as a whole, each goes alone. */
async function sendBatch(db: Db, office: RequestOffice, store: RecordStore, secret: string, batch: readonly Written[], rules: SendingRules, now: Clock): Promise<number> {
  if (batch.length === 0) return 0;
  const answer = await office(`${store.address}/statements`, { headers: storeHeaders(store, secret), body: `[${batch.map(({ body }) => body).join(",")}]` });
  const verdict = verdictOf(answer, batch);
  if (verdict === "wait") {
    await noteWaiting(db, store, reasonOf(answer), answer, rules.timeZone, now());
    return 0;
  }
  if (verdict === "taken" || (batch.length === 1 && verdict === "known")) await noteTaken(db, store, batch, now());
  else if (batch.length === 1) await noteRefused(db, store, batch[0]!, answer, now());
  else return sendEach(db, office, store, secret, batch, rules, now);
  return batch.length;
}

async function sendEach(db: Db, office: RequestOffice, store: RecordStore, secret: string, batch: readonly Written[], rules: SendingRules, now: Clock): Promise<number> {
  for (const [place, one] of batch.entries()) {
    await updateRecordStore(db, store.id, { leased_until: later(now(), LEASE).toISOString() });
    if ((await sendBatch(db, office, store, secret, [one], rules, now)) === 0) return place;
  }
  return batch.length;
}

/** xAPI 1.0.3, Communication 2.1.1 and 3.2: 409 says that the store has a statement of this id already. What concerns the whole store waits until somebody has mended it;
 * but many a key may not void. */
function verdictOf(answer: Answer, batch: readonly Written[]): "taken" | "known" | "refused" | "wait" {
  if ("fault" in answer) return "wait";
  if (answer.status >= 200 && answer.status < 300) return "taken";
  if (answer.status === 409) return "known";
  const isAboutVoiding = answer.status === 403 && batch.some(({ told }) => told !== null);
  return isAboutVoiding || [400, 413, 415, 422].includes(answer.status) ? "refused" : "wait";
}

function reasonOf(answer: Answer): string {
  if ("fault" in answer) return answer.fault;
  const { status } = answer;
  if (status === 401 || status === 403) return "key";
  return status === 404 || status === 410 ? "gone" : status >= 300 && status < 400 ? "redirect" : "busy";
}
