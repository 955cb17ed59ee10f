import { BackupError } from "../lib/backup-error.ts";
import { removeDatabase } from "../lib/whole-files.ts";
import { rowsOf } from "../storage/backups/archived-rows.ts";
import { readBackup, type Archive } from "../storage/backups/reading.ts";
import { loadRows } from "../storage/copying/loading.ts";
import { openDatabase } from "../storage/database.ts";
import { migrate } from "../storage/migrations.ts";
import type { Db } from "../storage/tables.ts";
import type { Telling } from "./backups.ts";

/** `scratch` is a file that may be made and is removed again. */
interface Verifying { scratch: string; opens: boolean; told: Telling }

/** Reads what was just written: every sum, and, where it holds rows, a database made of them. The copy of a SQLite file was opened before it was packed. */
export async function verifyBackup(file: string, sha256: string, { scratch, opens, told }: Verifying): Promise<void> {
  const archive = await readBackup(file, told("reading"));
  if (archive.sum.sha256 !== sha256) throw new BackupError("damaged");
  if (archive.header.payload === "sqlite" || !opens) return;
  try {
    await withLoaded(archive, scratch, told, () => Promise.resolve());
  } finally {
    await removeDatabase(scratch);
  }
}

/** Makes a SQLite file of an archive of rows, at the step of the archive; everything in it was compared when `deed` gets it. */
export async function withLoaded<T>(archive: Archive, file: string, told: Telling, deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(file);
  try {
    await migrate(db, archive.header.step);
    await loadRows(db, { rows: rowsOf(archive), told: told("opening") });
    return await deed(db);
  } finally {
    await db.destroy();
  }
}
