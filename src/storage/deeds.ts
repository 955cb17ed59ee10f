import { turns } from "../lib/turns.ts";
import { freshConnection, glanceAt, type Connection, type Glance } from "./sqlite/client.ts";
import { onlyReads } from "./sqlite/words.ts";
import { inPipeline, type Pipeline } from "./postgres/pipeline.ts";
import type { Db, Person } from "./tables.ts";

type Deed<T> = (tx: Db) => Promise<T>;

/**
 * A transaction for a deed that runs prepared statements, where nothing more is called for: Knex's own costs more than three of them. The deed gets a handle that only `statement`s know; if it builds a query after all,
 * what it did is taken back and it is done again in a transaction of Knex. On PostgreSQL it begins in the trip of its first question. So, as with every transaction that PostgreSQL may send back, a deed may be done more than once: it changes nothing but the database.
 * Nor may it change what is read of a session and of whoever it lets in: those are held while nothing else is committed (held-sessions.ts).
 */
export function inOneDeed<T>(db: Db, deed: Deed<T>): Promise<T> {
  if (db.isTransaction) return db.transaction(deed);
  const connection = freshConnection(db);
  return connection ? onConnection(db, connection, deed) : onPipeline(db, deed);
}

const oneByOne = new WeakMap<object, ReturnType<typeof turns>>();

/** The same for a deed that writes what only deeds of this person read, and reads nothing that those of others write: those of one person go one after the other, so that `inOneWrite` may read before its turn. */
export function inDeedOf<T>(db: Db, person: Pick<Person, "id">, deed: Deed<T>): Promise<T> {
  return db.isTransaction ? inOneDeed(db, deed) : inTurnOf(db, person, () => inOneDeed(db, deed));
}

/**
 * The same for a deed that mostly reads and then writes once, at its end. On SQLite it reads beside the writer and is written together with those of others, in a trip that they share, if nothing else was committed in the meantime;
 * otherwise, and if it writes more after all, it is done again as `inDeedOf` does it.
 */
export function inOneWrite<T>(db: Db, person: Pick<Person, "id">, deed: Deed<T>): Promise<T> {
  return db.isTransaction ? inOneDeed(db, deed) : inTurnOf(db, person, () => atOnce(db, deed));
}

/** A deed that is one statement. */
export async function write(db: Db, statement: Deed<unknown>): Promise<void> {
  await (db.isTransaction ? inOneDeed(db, statement) : atOnce(db, statement));
}

async function atOnce<T>(db: Db, deed: Deed<T>): Promise<T> {
  const glance = glanceAt(db);
  const done = glance && (await atAGlance(db, glance, deed));
  if (!done) return inOneDeed(db, deed);
  if ("error" in done) throw done.error;
  return done.outcome;
}

function inTurnOf<T>(db: Db, { id }: Pick<Person, "id">, deed: () => Promise<T>): Promise<T> {
  const client = db.client as object;
  let inTurn = oneByOne.get(client);
  if (!inTurn) oneByOne.set(client, (inTurn = turns()));
  return inTurn(String(id), deed);
}

type Done<T> = { outcome: T } | { error: unknown };

async function onConnection<T>(db: Db, connection: Connection, deed: Deed<T>): Promise<T> {
  await connection.query("BEGIN IMMEDIATE;", [], "run");
  const { tx, wantsMore } = handleOn(db, connection);
  const done = await outcomeOf(() => deed(tx));
  const isKept = "outcome" in done && !wantsMore();
  await connection.query(isKept ? "COMMIT;" : "ROLLBACK;", [], "run");
  if (wantsMore()) return db.transaction(deed);
  if ("error" in done) throw done.error;
  return done.outcome;
}

/** Nothing where it must be done again. */
async function atAGlance<T>(db: Db, glance: Glance, deed: Deed<T>): Promise<Done<T> | undefined> {
  let written: { sql: string; bindings: readonly unknown[] } | undefined;
  const { tx, wantsMore, refuse } = handleOn(db, {
    query: async (sql, bindings) => {
      if (!written && onlyReads(sql)) return glance.read(sql, bindings);
      if (written || /\bRETURNING\b/i.test(sql)) return refuse();
      written = { sql, bindings };
      return { rows: [], lastID: 0, changes: 0 };
    },
  });
  const done = await outcomeOf(() => deed(tx));
  if (wantsMore()) return undefined;
  const isRight = written && "outcome" in done ? await glance.write(written.sql, written.bindings) : glance.isStill();
  return isRight ? done : undefined;
}

async function onPipeline<T>(db: Db, deed: Deed<T>): Promise<T> {
  let isMoreWanted = false;
  try {
    return await inPipeline(db, async (pipeline) => {
      const { tx, wantsMore, refuse } = handleOn(db, pipeline);
      const done = await outcomeOf(() => deed(tx));
      isMoreWanted = wantsMore();
      if (isMoreWanted) refuse();
      if ("error" in done) throw done.error;
      return done.outcome;
    });
  } catch (error) {
    if (!isMoreWanted) throw error;
    return db.transaction(deed);
  }
}

async function outcomeOf<T>(deed: () => Promise<T>): Promise<Done<T>> {
  try {
    return { outcome: await deed() };
  } catch (error) {
    return { error };
  }
}

/** What `statement` asks of a handle. Anything else says that the deed wants more, and goes no further. */
function handleOn(db: Db, connection: Pick<Connection, "query"> | Pipeline): { tx: Db; wantsMore: () => boolean; refuse: () => never } {
  const client = { config: (db.client as { config: unknown }).config, acquireConnection: () => Promise.resolve(connection), releaseConnection: () => Promise.resolve() };
  let isMoreWanted = false;
  const refuse = (): never => { isMoreWanted = true; throw new Error("This deed needs a transaction of Knex."); };
  const known = new Map<string | symbol, unknown>([["client", client], ["isTransaction", true], ["isCompleted", undefined], ["then", undefined]]);
  const tx = new Proxy(() => undefined, { apply: refuse, get: (_, name) => (known.has(name) ? known.get(name) : refuse()) }) as unknown as Db;
  return { tx, wantsMore: () => isMoreWanted, refuse };
}
