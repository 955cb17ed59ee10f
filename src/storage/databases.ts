import { isPostgres, openDatabase } from "./database.ts";
import { noteNews } from "./news.ts";
import { listenTo } from "./postgres/listening.ts";
import { PATIENT, type Patience } from "./postgres/patience.ts";
import type { Db } from "./tables.ts";

/** What a process works with: `db` for whoever waits for a page, `errands` for what may take its time. On SQLite, where one writer serves all, they are one. On PostgreSQL it hears what other processes tell. */
export interface Databases { db: Db; errands: Db; close: () => Promise<void> }

export function openDatabases({ databaseUrl, patience }: { databaseUrl: string; patience: Patience }): Databases {
  const db = openDatabase(databaseUrl, patience);
  const errands = isPostgres(databaseUrl) ? openDatabase(databaseUrl, PATIENT, "debrief errands") : db;
  const all = [...new Set([errands, db])];
  const ears = isPostgres(databaseUrl) ? listenTo(databaseUrl, () => { all.forEach(noteNews); }) : undefined;
  return { db, errands, close: async () => { await ears?.stop(); for (const each of all) await each.destroy(); } };
}
