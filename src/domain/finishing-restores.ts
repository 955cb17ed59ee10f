import { BackupError } from "../lib/backup-error.ts";
import { hasSettings } from "../storage/checked-data.ts";
import { deleteSetting, findSetting, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

const MARK = "restoring";

/** The files that belong to this database, of a backup of then, have not got their place yet. */
export async function markUnfinished(db: Db, madeAt: string): Promise<void> {
  await updateSetting(db, MARK, madeAt);
}

export async function markFinished(db: Db): Promise<void> {
  await deleteSetting(db, MARK);
}

export async function isUnfinished(db: Db): Promise<boolean> {
  return (await hasSettings(db)) && (await findSetting(db, MARK)) !== undefined;
}

/** @throws BackupError where a restore was stopped between the database and its files. */
export async function mustBeFinished(db: Db): Promise<void> {
  if (await isUnfinished(db)) throw new BackupError("unfinished", { made: (await findSetting(db, MARK)) ?? "" });
}
