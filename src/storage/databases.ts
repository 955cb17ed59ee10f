import { isPostgres } from "../lib/database-addresses.ts";
import { openDatabase } from "./database.ts";
import { noteNews } from "./news.ts";
import { listenTo } from "./postgres/listening.ts";
import { PATIENT, THOROUGH, type Patience } from "./postgres/patience.ts";
import { readReportsFrom } from "./replicas.ts";
import type { Db } from "./tables.ts";

/** What a process works with: `db` for whoever waits for a page, `errands` for what may take its time. On SQLite, where one writer serves all, they are one. */
export interface Databases { db: Db; errands: Db; close: () => Promise<void> }

/** On PostgreSQL it hears what other processes tell, and reports are read apart: from `replicaUrl`, where there is one. */
export function openDatabases({ databaseUrl: url, replicaUrl, patience }: { databaseUrl: string; replicaUrl: string; patience: Patience }): Databases {
  const db = openDatabase(url, patience);
  if (!isPostgres(url)) return { db, errands: db, close: () => db.destroy() };
  const errands = openDatabase(url, PATIENT, "debrief errands");
  const reports = openDatabase(url, THOROUGH, "debrief reports");
  const copy = replicaUrl === "" ? undefined : openDatabase(replicaUrl, THOROUGH, "debrief reports of a copy");
  readReportsFrom(reports, copy, [db, errands]);
  const ears = listenTo(url, () => { noteNews(db); noteNews(errands); });
  const all = [copy, reports, errands, db].filter((each) => each !== undefined);
  return { db, errands, close: async () => { await ears.stop(); for (const each of all) await each.destroy(); } };
}
