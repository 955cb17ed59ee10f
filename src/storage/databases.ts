import { isPostgres, openDatabase } from "./database.ts";
import { PATIENT, type Patience } from "./postgres/patience.ts";
import type { Db } from "./tables.ts";

/** `db` for whoever waits for a page, `errands` for what may take its time. On SQLite, where one writer serves all, they are one. */
export interface Databases { db: Db; errands: Db; close: () => Promise<void> }

export function openDatabases({ databaseUrl, patience }: { databaseUrl: string; patience: Patience }): Databases {
  const db = openDatabase(databaseUrl, patience);
  const errands = isPostgres(databaseUrl) ? openDatabase(databaseUrl, PATIENT, "debrief errands") : db;
  return { db, errands, close: async () => { for (const each of new Set([errands, db])) await each.destroy(); } };
}
