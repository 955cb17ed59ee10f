import { DAY, later, MINUTE } from "../lib/clock.ts";
import { newToken } from "../lib/ids.ts";
import type { ApiReply } from "../storage/api-tables.ts";
import * as store from "../storage/api-replies.ts";
import type { Db } from "../storage/tables.ts";

/** So long a reply is repeated to whoever sends the same key again. */
const KEPT_FOR = DAY;
/** Whoever takes longer to answer has died under it. */
const ABANDONED_AFTER = 2 * MINUTE;

/** A key (Idempotency-Key) of a token, and the digest of the request that came with it. */
export interface Asked { token_id: number; key: string; digest: string }
export type Reserved = { run: string } | { kept: ApiReply & { status: number } } | "running" | "another";

/** The key is this run's from now on; or it was used before, for this request or another one. */
export async function reserveReply(db: Db, asked: Asked, at: Date): Promise<Reserved> {
  const run = newToken();
  const isMine = await store.takeReply(db, { ...asked, run, begun_at: at.toISOString() }, { forgottenBefore: later(at, -KEPT_FOR).toISOString(), abandonedBefore: later(at, -ABANDONED_AFTER).toISOString() });
  if (isMine) return { run };
  const known = await store.findReply(db, asked);
  if (!known) return "running";
  if (known.digest !== asked.digest) return "another";
  return known.status === null ? "running" : { kept: { ...known, status: known.status } };
}

/** Keeps the reply, in the transaction of the deed. @throws Error where another run has taken the key over: then the deed must not be done. */
export async function keepReply(tx: Db, { token_id, key }: Asked, run: string, status: number, reply: string): Promise<void> {
  if (!(await store.updateReply(tx, { token_id, key, run, status, reply }))) throw new Error("Another run has this key.");
}

/** Nothing was done: the key is free again. */
export function freeReply(db: Db, { token_id, key }: Asked, run: string): Promise<void> {
  return store.deleteReply(db, { token_id, key, run });
}

export function forgetReplies(db: Db, at: Date): Promise<void> {
  return store.deleteRepliesBefore(db, later(at, -KEPT_FOR).toISOString());
}
