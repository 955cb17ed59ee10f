import { later, MINUTE } from "../lib/clock.ts";
import { networkOf } from "../lib/addresses.ts";
import { digest } from "../lib/ids.ts";
import { turns } from "../lib/turns.ts";
import { findPersonByEmail } from "../storage/people.ts";
import { countTriesFrom, deleteTries, deleteTriesOf, findTriesLocked, updateTries } from "../storage/sign-in-tries.ts";
import type { Db, Person } from "../storage/tables.ts";
import { isPassword } from "./passwords.ts";

const MOST_TRIES = 10;
const MOST_TRIES_FROM_ADDRESS = 100;
const SPAN = 15 * MINUTE;

export interface Credentials { email: string; password: string }
type Refusal = "wrong" | "too often" | "too many";

/**
 * Who signs in, or why nobody does. Tries are counted for the account from this address, so nobody is locked out from elsewhere,
 * and more generously for the address over all accounts.
 */
export async function signIn(db: Db, credentials: Credentials, ip: string, at: Date): Promise<Person | Refusal> {
  const pair = { account: accountOf(credentials.email), address: networkOf(ip) };
  return inTurn(laneOf(pair), () => tryOnce(db, pair, credentials, at));
}

/** With a new password everybody starts afresh. */
export function forgetTries(db: Db, email: string): Promise<void> {
  return deleteTriesOf(db, accountOf(email));
}

const inTurn = turns();
const LANES = 4;

/** One account's tries come one by one, and few of an address side by side: what is still being checked has not failed, yet is counted. */
function laneOf({ account, address }: Pair): string {
  return `${address} ${account.charCodeAt(0) % LANES}`;
}

interface Pair { account: string; address: string }

async function tryOnce(db: Db, pair: Pair, { email, password }: Credentials, at: Date): Promise<Person | Refusal> {
  const refusal = await inTurn(pair.address, () => reserveTry(db, pair, at));
  if (refusal) return refusal;

  const person = await findPersonByEmail(db, email);
  const isRight = await isPassword(password, person?.password_hash);
  if (!person || !isRight || person.deactivated_at !== null) return "wrong";

  await deleteTries(db, pair);
  return person;
}

/** What failed sign-ins are kept under: a digest of the email. */
export function accountOf(email: string): string {
  return digest(email.trim().toLowerCase());
}

/** Counted before the slow check of the password: otherwise as many as come at once, to whatever process, would all be checked. */
function reserveTry(db: Db, pair: Pair, at: Date): Promise<Refusal | undefined> {
  return db.transaction(async (tx) => {
    if ((await countTriesFrom(tx, pair.address, since(at))) >= MOST_TRIES_FROM_ADDRESS) return "too many";
    const recent = (await findTriesLocked(tx, pair)).filter((time) => time > since(at));
    if (recent.length >= MOST_TRIES) return "too often";
    await updateTries(tx, pair, [...recent, at.toISOString()]);
    return undefined;
  });
}

function since(at: Date): string {
  return later(at, -SPAN).toISOString();
}
