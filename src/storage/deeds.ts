import { freshConnection, type Connection } from "./sqlite/client.ts";
import type { Db } from "./tables.ts";

/**
 * A transaction for a deed that runs prepared statements, where nothing more is called for: Knex's own costs more than three of them. On SQLite the deed gets a handle that only `statement`s know; if it builds a query after all,
 * what it did is taken back and it is done again in a transaction of Knex. So, as with every transaction that PostgreSQL may send back, a deed may be done more than once: it changes nothing but the database.
 * Nor may it change what is read of a session and of whoever it lets in: those are held while nothing else is committed (held-sessions.ts).
 */
export function inOneDeed<T>(db: Db, deed: (tx: Db) => Promise<T>): Promise<T> {
  const connection = db.isTransaction ? undefined : freshConnection(db);
  return connection ? onConnection(db, connection, deed) : db.transaction(deed);
}

async function onConnection<T>(db: Db, connection: Connection, deed: (tx: Db) => Promise<T>): Promise<T> {
  await connection.query("BEGIN IMMEDIATE;", [], "run");
  const { tx, wantsMore } = handleOn(db, connection);
  const done = await outcomeOf(() => deed(tx));
  const isKept = "outcome" in done && !wantsMore();
  await connection.query(isKept ? "COMMIT;" : "ROLLBACK;", [], "run");
  if (wantsMore()) return db.transaction(deed);
  if ("error" in done) throw done.error;
  return done.outcome;
}

async function outcomeOf<T>(deed: () => Promise<T>): Promise<{ outcome: T } | { error: unknown }> {
  try {
    return { outcome: await deed() };
  } catch (error) {
    return { error };
  }
}

/** What `statement` asks of a handle. Anything else says that the deed wants more, and goes no further. */
function handleOn(db: Db, connection: Connection): { tx: Db; wantsMore: () => boolean } {
  const client = { config: (db.client as { config: unknown }).config, acquireConnection: () => Promise.resolve(connection) };
  let isMoreWanted = false;
  const refuse = (): never => { isMoreWanted = true; throw new Error("This deed needs a transaction of Knex."); };
  const known = new Map<string | symbol, unknown>([["client", client], ["isTransaction", true], ["then", undefined]]);
  const tx = new Proxy(() => undefined, { apply: refuse, get: (_, name) => (known.has(name) ? known.get(name) : refuse()) }) as unknown as Db;
  return { tx, wantsMore: () => isMoreWanted };
}
