import { join } from "node:path";
import { mkdir } from "node:fs/promises";
import { BackupError } from "../lib/backup-error.ts";
import { besides, removeDatabase } from "../lib/whole-files.ts";
import { rowsOf } from "../storage/backups/archived-rows.ts";
import type { Archive } from "../storage/backups/reading.ts";
import { countOthers, dropTables } from "../storage/copying/contents.ts";
import { loadRows } from "../storage/copying/loading.ts";
import { rowsOfFile, type Rows } from "../storage/copying/rows.ts";
import { openDatabase } from "../storage/database.ts";
import { PATIENT } from "../storage/postgres/patience.ts";
import { migrate } from "../storage/migrations.ts";
import { findObstacle } from "../storage/readiness.ts";
import type { Digest, Told } from "../storage/copying/digests.ts";
import type { Db } from "../storage/tables.ts";
import { makeFile, type Restoring } from "./restoring-sqlite.ts";

/** Everything in one transaction: tables are made anew at the step of the archive, filled, compared, and brought to the step of this release. */
export async function restorePostgres(archive: Archive, { url, dataDir, told, finish }: Restoring): Promise<string[]> {
  const scratch = besides(join(dataDir, "backup"), "opened");
  const db = openDatabase(url, PATIENT);
  const fill = (rows: Rows) => db.transaction(async (tx) => {
    if ((await countOthers(tx)) > 0) throw new BackupError("in-use");
    await fillAnew(tx, rows, archive.header.step, told("loading"));
    await migrate(tx);
    await finish(tx);
  });
  try {
    if (archive.header.payload === "rows") await fill(rowsOf(archive));
    else {
      await mkdir(dataDir, { recursive: true });
      await makeFile(archive, scratch, told);
      await rowsOfFile(scratch, fill);
    }
    return [];
  } finally {
    await db.destroy();
    await removeDatabase(scratch);
  }
}

/** Removes what is there within a transaction of PostgreSQL, and fills new tables. @throws Error in words where this server cannot be used */
export async function fillAnew(tx: Db, rows: Rows, step: string, told: Told): Promise<Map<string, Digest>> {
  const obstacle = await findObstacle(tx);
  if (obstacle !== undefined) throw new Error(obstacle);
  await dropTables(tx);
  await migrate(tx, step);
  return loadRows(tx, { rows, told });
}
