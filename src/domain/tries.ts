import { networkOf } from "../lib/addresses.ts";
import { later, MINUTE } from "../lib/clock.ts";
import { digest } from "../lib/ids.ts";
import { turns } from "../lib/turns.ts";
import { countTriesFrom, deleteTries, findTriesLocked, updateTries, type Stretch } from "../storage/sign-in-tries.ts";
import type { Db } from "../storage/tables.ts";

const MOST_TRIES = 10;
const MOST_TRIES_FROM_ADDRESS = 100;
export const SPAN = 15 * MINUTE;

/** `account` and `address` as the rows have them. */
export interface Pair { account: string; address: string }
export type TooMany = "too often" | "too many";

/** What failures are kept under: a digest of whose account it is, by email or by what else is guessed at, and the network they came from. */
export function pairOf(account: string, ip: string): Pair {
  return { account: digest(account.trim().toLowerCase()), address: networkOf(ip) };
}

const inTurn = turns();
const LANES = 4;

/**
 * Checks what somebody gives as a proof of who they are, unless too many failed. Failures are counted for the account from this address, so nobody is locked out from elsewhere, and more generously for the address
 * over all accounts. With a right one those of the account from there are forgotten.
 */
export function countedTry<Proven extends object>(db: Db, pair: Pair, check: () => Promise<Proven | "wrong">, at: Date): Promise<Proven | "wrong" | TooMany> {
  return inTurn(laneOf(pair), async () => {
    const refusal = await inTurn(pair.address, () => reserveTry(db, pair, at));
    if (refusal) return refusal;
    const proven = await check();
    if (proven !== "wrong") await deleteTries(db, pair);
    return proven;
  });
}

/** Counts a wish that is neither right nor wrong, such as for a mail; false where there were too many. */
export async function countedWish(db: Db, pair: Pair, at: Date): Promise<boolean> {
  return (await inTurn(pair.address, () => reserveTry(db, pair, at))) === undefined;
}

/** One account's tries come one by one, and few of an address side by side: what is still being checked has not failed, yet is counted. */
function laneOf({ account, address }: Pair): string {
  return `${address} ${account.charCodeAt(0) % LANES}`;
}

/** Counted before the slow check: otherwise as many as come at once, to whatever process, would all be checked. */
function reserveTry(db: Db, pair: Pair, at: Date): Promise<TooMany | undefined> {
  return db.transaction(async (tx) => {
    if ((await countTriesFrom(tx, pair.address, stretchOf(at))) >= MOST_TRIES_FROM_ADDRESS) return "too many";
    const { since, until } = stretchOf(at);
    const recent = (await findTriesLocked(tx, pair)).filter((time) => time > since && time <= until);
    if (recent.length >= MOST_TRIES) return "too often";
    await updateTries(tx, pair, [...recent, at.toISOString()]);
    return undefined;
  });
}

/** What counts now. Times still to come, of a clock that was set back since, count for as long as those that have passed, so that they lock nobody out for good. */
export function stretchOf(at: Date): Stretch {
  return { since: later(at, -SPAN).toISOString(), until: later(at, SPAN).toISOString() };
}
