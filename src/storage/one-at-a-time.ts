import { setTimeout as wait } from "node:timers/promises";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";
import { note } from "../lib/log.ts";

interface Client { acquireConnection: () => Promise<Connection>; releaseConnection: (connection: Connection) => Promise<void> }
interface Connection { query: (sql: string, values: unknown[]) => Promise<{ rows: { isMine: boolean }[] }> }

/** The lock of those who change the shape of the database; another program on the same database is unlikely to use this number. */
const LOCK = 1_684_366_962;
const LOOK_AGAIN = 200;
const LONGEST = 30 * 60_000;

/**
 * Of several processes, one does this and the others wait for it. A process that dies lets go by dying, so that nobody has to clear a lock away:
 * on PostgreSQL the lock belongs to its connection; on SQLite everything is one transaction, which the file then takes back.
 */
export function oneAtATime<T>(db: Db, deed: (db: Db) => Promise<T>): Promise<T> {
  return isPostgresDb(db) ? onPostgres(db, deed) : db.transaction(deed);
}

async function onPostgres<T>(db: Db, deed: (db: Db) => Promise<T>): Promise<T> {
  const client = db.client as Client;
  const connection = await client.acquireConnection();
  try {
    await take(connection);
    return await deed(db);
  } finally {
    await connection.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
    await client.releaseConnection(connection);
  }
}

async function take(connection: Connection): Promise<void> {
  for (let waited = 0; ; waited += LOOK_AGAIN) {
    const { rows } = await connection.query(`SELECT pg_try_advisory_lock($1) AS "isMine"`, [LOCK]);
    if (rows[0]!.isMine) return;
    if (waited === 0) note("warn", "Another process is bringing the database up to date. Waiting for it.");
    if (waited >= LONGEST) throw new Error("Another process has been bringing the database up to date for half an hour. Look at what it does (pg_stat_activity shows it as “debrief errands”), end it if it hangs, and start again.");
    await wait(LOOK_AGAIN);
  }
}
