import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import { troubleOf } from "../../lib/troubles.ts";
import type { Db } from "../tables.ts";

type Deed<T> = (tx: Knex.Transaction) => Promise<T>;

const MOST_TRIES = 5;
/** In milliseconds, twice as long each time; whoever collided waits for different times. */
const FIRST_WAIT = 20;

/**
 * Does a deed anew that PostgreSQL took back as a whole: for a deadlock, for changes that crossed, for a connection that was lost before its end, for a table that changed its shape meanwhile.
 * Only whole transactions are: a part of one stands on what came before it. Where the connection is lost at `COMMIT`, nobody knows what became of the deed, and it is not repeated.
 */
export function repeatWhatMayBe(db: Db): void {
  const { context } = db as Db & { context: { transaction: <T>(deed: Deed<T>, config?: Knex.TransactionConfig) => Promise<T> } };
  const begin: typeof context.transaction = context.transaction.bind(context);
  context.transaction = (deed, config) => (typeof deed === "function" ? repeated((whole) => begin(whole, config), deed) : begin(deed, config));
}

/** Does a deed in what `begin` makes of it, and again where that was taken back. */
export async function repeated<Tx, T>(begin: (deed: (tx: Tx) => Promise<T>) => Promise<T>, deed: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    let isEnding = false;
    try {
      return await begin(async (tx) => {
        const outcome = await deed(tx);
        isEnding = true;
        return outcome;
      });
    } catch (error) {
      if (tries === MOST_TRIES || !(isTakenBack(error) || (!isEnding && isLost(error)))) throw error;
      await wait(FIRST_WAIT * 2 ** (tries - 1) + randomInt(FIRST_WAIT));
    }
  }
}

/** A connection that nobody accepts is another matter: whoever waits hears that at once. */
const isLost = (error: unknown) => troubleOf(error) === "away" && !/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ETIMEDOUT|25P03|53300|57P03)$/.test(codeOf(error));

const isTakenBack = (error: unknown) => /^(?:40001|40P01)$/.test(codeOf(error)) || isPlanOutdated(error);

/** A statement that is prepared for a table whose columns have changed since. */
export function isPlanOutdated(error: unknown): boolean {
  return codeOf(error) === "0A000" && /cached plan/.test((error as Error).message);
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : "";
}
