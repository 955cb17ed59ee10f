import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { BackupError } from "../lib/backup-error.ts";
import { say } from "../lib/messages.ts";
import { readBackup } from "../storage/backups/reading.ts";
import { findNewestDone } from "../storage/backup-runs.ts";
import { fileBehind } from "../storage/copying/rows.ts";
import { isPostgresDb } from "../storage/dialects.ts";
import type { Check, Checked } from "./checking-data.ts";

/** The newest backup by the clock, where it lies on this machine: whether every sum in it is still as it was. */
export const findDamagedBackup: Check = async ({ db, backupDir, step }, told) => {
  const newest = step !== undefined && step >= "043-backup-runs" ? await findNewestDone(db) : undefined;
  const file = join(backupDir, newest?.file ?? "");
  if (!newest || newest.file === null || !existsSync(file)) return [];
  const damaged = [say("checks.backup", { file: newest.file })];
  try {
    return (await readBackup(file, told)).sum.sha256 === newest.sha256 ? [] : damaged;
  } catch (error) {
    if (error instanceof BackupError) return damaged;
    throw error;
  }
};

const LEFT = /\.(?:part|copy|restoring|moving|model|opened|piped)-[0-9a-f]{8}(?:-(?:wal|shm|journal))?$/;

/** What a backup, a restore or a move left beside its place when it was killed. One that is being made now is among it. */
export const findLeftOvers: Check = async (checked) => {
  const left: string[] = [];
  for (const folder of foldersOf(checked)) left.push(...(await readdir(folder).catch(() => [])).filter((name) => LEFT.test(name)).map((name) => join(folder, name)));
  return left.sort().map((file) => say("checks.left-over", { file }));
};

function foldersOf({ db, dataDir, backupDir }: Checked): Set<string> {
  return new Set([dataDir, backupDir, ...(isPostgresDb(db) ? [] : [dirname(fileBehind(db))])].map((folder) => resolve(folder)));
}
