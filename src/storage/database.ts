import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import knex from "knex";
import { isPostgresDb } from "./dialects.ts";
import { USUAL, type Patience } from "./postgres/patience.ts";
import { openPool } from "./postgres/pool.ts";
import { routeThroughWriter } from "./sqlite/client.ts";
import type { Db } from "./tables.ts";
import { DATABASE_ADDRESS, fileOf, isDatabaseAddress, isPostgres } from "../lib/database-addresses.ts";
import { note } from "../lib/log.ts";
import { withoutPersons } from "../lib/log-words.ts";

/** The first line says it; the others are a stack of the library's. */
const tell = (message: unknown) => note("warn", withoutPersons(String(message).split("\n", 1)[0]!));
const log = { warn: tell, error: tell, deprecate: tell, debug: tell };
/** Errors name their statement without the values in it: those are what people typed. */
const COMMON = { log, compileSqlOnError: false };

/** Opens a SQLite file or, for postgres:// addresses, a pool of connections with this patience, that says what it is for. @throws Error for any other address */
export function openDatabase(url: string, patience: Patience = USUAL, purpose = "debrief"): Db {
  if (!isDatabaseAddress(url)) throw new Error(`This is no address of a database: ${DATABASE_ADDRESS}.`);
  return isPostgres(url) ? openPool(url, patience, purpose, COMMON) : openSqlite(fileOf(url));
}

/** Whether there is a database to open: a SQLite file that is not there would be made. */
export function isDatabaseThere(url: string): boolean {
  return isPostgres(url) || existsSync(fileOf(url));
}

function openSqlite(filename: string): Db {
  mkdirSync(dirname(filename), { recursive: true });
  const db = knex({ ...COMMON, client: "sqlite3", connection: { filename }, useNullAsDefault: true, pool: { min: 0, max: MOST_AT_ONCE } });
  routeThroughWriter(db, filename, `PRAGMA busy_timeout = ${PATIENCE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096;`);
  return db;
}

/** Places in a queue, not connections. */
const MOST_AT_ONCE = 10_000;
/** So many milliseconds somebody waits for another writer; at a start the other one may be making the whole database. */
const PATIENCE = 10_000;
const PATIENCE_AT_START = 300_000;

/** What a start does to the database, while another process may be about the same. */
export async function patiently<T>(db: Db, deed: () => Promise<T>): Promise<T> {
  if (isPostgresDb(db)) return deed();
  await db.raw(`PRAGMA busy_timeout = ${PATIENCE_AT_START}`);
  try {
    return await deed();
  } finally {
    await db.raw(`PRAGMA busy_timeout = ${PATIENCE}`);
  }
}

/** Whether an insert broke a unique rule of the database. */
export function isDuplicate(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === "23505" || (code === "SQLITE_CONSTRAINT" && /UNIQUE/.test(message ?? ""));
}
