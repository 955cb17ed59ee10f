import { existsSync } from "node:fs";
import { chmod, chown, link, mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { BackupError } from "../lib/backup-error.ts";
import { besides, putInPlace, removeDatabase } from "../lib/whole-files.ts";
import type { Archive } from "../storage/backups/reading.ts";
import { makeConform } from "../storage/copying/conforming.ts";
import { closeOff, isDamaged } from "../storage/copying/contents.ts";
import { rowsOfFile } from "../storage/copying/rows.ts";
import { fileOf } from "../lib/database-addresses.ts";
import { openDatabase } from "../storage/database.ts";
import { migrate } from "../storage/migrations.ts";
import { mustBeWhole } from "./backing-up-files.ts";
import type { Telling } from "./backups.ts";
import type { Finishing } from "./restoring.ts";
import { writePieces } from "./restoring-files.ts";
import { withLoaded } from "./verifying-backups.ts";

export interface Restoring { url: string; dataDir: string; told: Telling; finish: Finishing }

/** Makes the new file beside the old one and swaps them; gives the name that the old one has then. */
export async function restoreSqlite(archive: Archive, { url, told, finish }: Restoring): Promise<string[]> {
  const file = fileOf(url);
  await mkdir(dirname(file), { recursive: true });
  const made = besides(file, "restoring");
  try {
    await makeFile(archive, made, told);
    await finishFile(made, finish);
    return await swapIn(made, file);
  } finally {
    await removeDatabase(made);
  }
}

/** A SQLite file as the archive holds it, at the step of the archive and compared with its sums. */
export async function makeFile(archive: Archive, file: string, told: Telling): Promise<void> {
  if (archive.header.payload === "rows") return withLoaded(archive, file, told, () => Promise.resolve());
  const model = besides(file, "model");
  try {
    await writePieces(file, archive.piecesOf("database"));
    await mustBeWhole(file, told);
    const db = openDatabase(model);
    await migrate(db, archive.header.step).finally(() => db.destroy());
    await makeConform(file, model);
    await mustCount(file, archive);
  } finally {
    await removeDatabase(model);
  }
}

async function mustCount(file: string, { manifest }: Archive): Promise<void> {
  const expected = new Map(manifest.tables.map(({ name, rows }) => [name, rows]));
  await rowsOfFile(file, async (rows) => {
    for (const table of rows.tables) if ((await rows.count(table)) !== expected.get(table.name)) throw new BackupError("sum", { part: table.name });
  });
}

async function finishFile(file: string, finish: Finishing): Promise<void> {
  const db = openDatabase(file);
  try {
    await migrate(db);
    await finish(db);
  } finally {
    await db.destroy();
  }
}

/** The old file keeps lying there under another name; at its own name there is one of the two at every moment. */
export async function swapIn(made: string, file: string): Promise<string[]> {
  await closeOff(made);
  const [isThere, old] = [existsSync(file), besides(file, "before-restore")];
  if (isThere && !(await isClosed(file))) throw new BackupError("in-use");
  await belongLike(made, isThere ? file : dirname(file));
  if (isThere) await link(file, old);
  const orphans = await putAside(file, old);
  await putInPlace(made, file);
  return isThere ? [old, ...orphans] : orphans;
}

/** A file that is damaged, or no database, cannot say who has it open; it is what a restore is for. */
async function isClosed(file: string): Promise<boolean> {
  return closeOff(file).catch((error: unknown) => { if (isDamaged(error)) return true; throw error; });
}

/** What a process that was killed left beside a file that somebody removed: SQLite would take it for part of the new one. */
async function putAside(file: string, old: string): Promise<string[]> {
  const ends = ["-wal", "-journal", "-shm"].filter((end) => existsSync(file + end));
  for (const end of ends) await rename(file + end, old + end);
  return ends.map((end) => old + end);
}

/** Whoever may use the old one may use the new one: a restore is often run as root. */
async function belongLike(file: string, other: string): Promise<void> {
  const like = await stat(other);
  await chmod(file, like.isFile() ? like.mode : 0o600);
  if (process.getuid?.() === 0) await chown(file, like.uid, like.gid);
}
