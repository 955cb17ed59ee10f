import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { BackupError } from "../lib/backup-error.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { readBackup, type Archive } from "../storage/backups/reading.ts";
import { findFilledTable, isDamaged } from "../storage/copying/contents.ts";
import { fileOf, isPostgres } from "../lib/database-addresses.ts";
import { openDatabase } from "../storage/database.ts";
import { PATIENT } from "../storage/postgres/patience.ts";
import { KNOWN_STEPS } from "../storage/migrations.ts";
import { holdUnsent } from "../storage/held-mail.ts";
import { deleteAllSessions } from "../storage/sessions.ts";
import type { Db } from "../storage/tables.ts";
import type { Telling } from "./backups.ts";
import { isUnfinished, markFinished, markUnfinished } from "./finishing-restores.ts";
import { stageFiles } from "./restoring-files.ts";
import { restorePostgres } from "./restoring-postgres.ts";
import { restoreSqlite } from "./restoring-sqlite.ts";

/** `url` is the database that is made or replaced, `dataDir` where content of one's own lies. `sha256` is the sum that the backup had when it was made, kept elsewhere. */
export interface RestoreWish { file: string; url: string; dataDir: string; replaces: boolean; withoutSessions: boolean; sha256?: string | undefined; at: Date; told?: Telling }
/** `held`: messages that waited to go out and wait for a decision now. `kept` names where what was there before lies now. */
export interface Restored { madeAt: string; program: string; step: string; rows: number; files: number; held: number; kept: string[] }
/** What is done to the new database before anybody sees it. */
export type Finishing = (db: Db) => Promise<void>;

/**
 * Puts a database as a backup holds it in the place of the one at `url`, brought to the shape of this release, and its files beside it. Everything is made and compared beside what is there, which is changed at the very end, at once, or not at all.
 * @throws BackupError where the backup is not as it was written or newer than this release, the database holds something and `replaces` is not said, or somebody still uses it.
 */
export async function restoreBackup(wish: RestoreWish): Promise<Restored> {
  const { told = () => () => undefined } = wish;
  const archive = await readBackup(wish.file, told("reading"));
  if (wish.sha256 !== undefined && wish.sha256 !== archive.sum.sha256) throw new BackupError("other-sum");
  const { step, madeAt, program } = archive.header;
  if (!KNOWN_STEPS.includes(step)) throw new BackupError(step > KNOWN_STEPS.at(-1)! ? "newer-step" : "foreign");
  if (!wish.replaces) await mustBeFree(wish.url);
  await mustFit(archive, wish);
  const files = await stageFiles(archive, wish.dataDir);
  try {
    let held = 0;
    const finish: Finishing = async (db) => { held = await holdUnsent(db); await finished(db, archive, wish); };
    const kept = await (isPostgres(wish.url) ? restorePostgres : restoreSqlite)(archive, { url: wish.url, dataDir: wish.dataDir, told, finish });
    const swapped = await files.swap();
    if (archive.manifest.files.length > 0) await opened(wish.url, markFinished);
    const rows = archive.manifest.tables.reduce((total, table) => total + table.rows, 0);
    return { madeAt, program, step, rows, files: archive.manifest.files.length, held, kept: [...kept, ...swapped] };
  } catch (error) {
    throw (error as { code?: string }).code === "ENOSPC" ? new BackupError("no-space", { folder: wish.dataDir }, error) : error;
  } finally {
    await files.abandon();
  }
}

/** @throws BackupError where the database at this address has anything in it, but for what a restore that was stopped left. */
async function mustBeFree(url: string): Promise<void> {
  if (!isPostgres(url) && !existsSync(fileOf(url))) return;
  await opened(url, async (db) => {
    const table = await findFilledTable(db);
    if (table !== undefined && !(await isUnfinished(db))) throw new BackupError("not-empty", { table });
  }).catch((error: unknown) => { throw isDamaged(error) ? new BackupError("damaged-there", {}, error) : error; });
}

async function opened<T>(url: string, deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(url, PATIENT);
  return deed(db).finally(() => db.destroy());
}

/** Twice what is unpacked: it is made beside what is there. PostgreSQL looks after its own disk. */
async function mustFit({ manifest }: Archive, { dataDir, url }: RestoreWish): Promise<void> {
  const bytes = (manifest.database?.bytes ?? 0) + manifest.files.reduce((total, file) => total + file.bytes, 0);
  const folder = [isPostgres(url) ? dataDir : dirname(fileOf(url)), "."].find(existsSync)!;
  const { bavail, bsize } = await statfs(folder);
  if (bytes > bavail * bsize) throw new BackupError("no-space", { folder });
}

/** Who came in by a session of those days signs in again where that is wished; and the log says that it goes on from a backup. */
async function finished(db: Db, { header, manifest, sum }: Archive, { withoutSessions, at }: RestoreWish): Promise<void> {
  if (manifest.files.length > 0) await markUnfinished(db, header.madeAt);
  if (withoutSessions) await deleteAllSessions(db);
  await insertAuditEvent(db, null, "backup.restored", "installation", { made: header.madeAt, step: header.step, program: header.program, sha256: sum.sha256, sessions: !withoutSessions }, at);
}
