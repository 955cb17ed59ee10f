import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { BackupError } from "../lib/backup-error.ts";
import { VERSION } from "../lib/version.ts";
import { besides, putInPlace, removeDatabase } from "../lib/whole-files.ts";
import { FORMAT_VERSION, MANIFEST, type Manifest } from "../storage/backups/manifest.ts";
import { listOwnFiles, readOwnFile } from "../storage/backups/own-files.ts";
import { folderOf } from "../storage/backups/reading.ts";
import { writeArchive, type ArchiveWriter } from "../storage/backups/writing.ts";
import type { Told } from "../storage/copying/digests.ts";
import { isPostgresDb } from "../storage/dialects.ts";
import { findStep } from "../storage/steps.ts";
import type { Db } from "../storage/tables.ts";
import { archiveFile } from "./backing-up-files.ts";
import { archiveRows } from "./backing-up-rows.ts";
import { verifyBackup } from "./verifying-backups.ts";

/** What is being done, for whoever shows how far it is. */
export type Stage = "copying" | "checking" | "packing" | "reading" | "opening" | "loading" | "comparing";
export type Telling = (stage: Stage) => Told;
/** `dataDir` is where content of one's own lies. `quick` leaves out opening what PostgreSQL gave: its sums are compared all the same. */
export interface BackupWish { file: string; dataDir?: string; quick?: boolean; at: Date; told?: Telling }
/** `bytes` and `sha256` are those of the archive. */
export interface Backup { file: string; bytes: number; sha256: string; rows: number; files: number; step: string }

/**
 * Makes a backup while others go on writing, opens it, and gives it its place only then: a whole, verified file (mode 0600) or none. The database may be of an older release; its shape is not changed.
 * @throws BackupError where the file is there already, there is no database of ours, or the copy is not what it must be.
 */
export async function backUp(db: Db, wish: BackupWish): Promise<Backup> {
  const { file, told = () => () => undefined } = wish;
  if (existsSync(file)) throw new BackupError("there-already", { file });
  await mkdir(dirname(file), { recursive: true });
  const step = await findStep(db);
  if (step === undefined) throw new BackupError("nothing-there");
  const [part, copy] = [besides(file, "part"), besides(file, "copy")];
  const archive = await writeArchive(part);
  try {
    const base = { format: "debrief-backup" as const, version: FORMAT_VERSION, program: VERSION, madeAt: wish.at.toISOString(), step };
    const { header, ...payload } = await (isPostgresDb(db) ? archiveRows(db, archive, base, told) : archiveFile(db, archive, base, copy, told));
    const files = wish.dataDir === undefined ? [] : await archiveFiles(archive, wish.dataDir);
    const manifest: Manifest = { header: createHash("sha256").update(header).digest("hex"), ...payload, files };
    await archive.put(MANIFEST, Buffer.from(JSON.stringify(manifest)));
    const sum = await archive.end();
    await verifyBackup(part, sum.sha256, { scratch: copy, opens: wish.quick !== true, told });
    await putInPlace(part, file);
    return { file, ...sum, step, rows: manifest.tables.reduce((total, { rows }) => total + rows, 0), files: files.length };
  } catch (error) {
    throw (error as { code?: string }).code === "ENOSPC" ? new BackupError("no-space", { folder: dirname(file) }, error) : error;
  } finally {
    await archive.abandon();
    await removeDatabase(copy);
  }
}

async function archiveFiles(archive: ArchiveWriter, dataDir: string): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  for (const path of await listOwnFiles(dataDir)) files.push({ path, ...(await archive.putAll(folderOf(files.length), readOwnFile(dataDir, path))) });
  return files;
}
