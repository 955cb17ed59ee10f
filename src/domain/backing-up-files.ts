import { createReadStream } from "node:fs";
import { BackupError } from "../lib/backup-error.ts";
import { HEADER, PIECE, type Header, type Manifest } from "../storage/backups/manifest.ts";
import { copySqlite, faultsOfFile, missingAnswers, newestAnswers } from "../storage/backups/sqlite-copying.ts";
import type { ArchiveWriter } from "../storage/backups/writing.ts";
import { fileBehind, rowsOfFile } from "../storage/copying/rows.ts";
import type { Db } from "../storage/tables.ts";
import type { Telling } from "./backups.ts";

/** What a backup says of itself before its payload is known. */
export type Base = Omit<Header, "payload" | "tables" | "numbers">;
export interface Payload extends Pick<Manifest, "database" | "tables"> { header: Buffer }

/** Puts a checked copy of a SQLite file into an archive. */
export async function archiveFile(db: Db, archive: ArchiveWriter, base: Base, copy: string, told: Telling): Promise<Payload> {
  const file = fileBehind(db);
  const newest = await newestAnswers(file);
  await copySqlite(file, copy, told("copying"));
  await mustBeWhole(copy, told);
  await mustHold(copy, newest, file);
  const { header, tables } = await rowsOfFile(copy, async (rows) => {
    const counts = [];
    for (const table of rows.tables) counts.push({ name: table.name, rows: await rows.count(table), sha256: null });
    return { header: headerOf({ ...base, payload: "sqlite", tables: rows.tables.map(plain), numbers: Object.fromEntries(rows.numbers) }), tables: counts };
  });
  await archive.put(HEADER, header);
  return { header, tables, database: await archive.putAll("database", createReadStream(copy, { highWaterMark: PIECE })) };
}

export const headerOf = (header: Header) => Buffer.from(`${JSON.stringify(header)}\n`);
export const plain = ({ name, key, columns }: { name: string; key: readonly string[]; columns: Readonly<Header["tables"][number]["columns"]> }) => ({ name, key: [...key], columns: [...columns] });

/** @throws BackupError with what SQLite finds wrong. */
export async function mustBeWhole(file: string, told: Telling): Promise<void> {
  told("checking")(0, 1);
  const [fault] = await faultsOfFile(file);
  if (fault !== undefined) throw new BackupError("not-whole", { fault });
  told("checking")(1, 1);
}

/** What was acknowledged before the copy was begun is in it, unless it is not in the database any more either. */
async function mustHold(copy: string, newest: Awaited<ReturnType<typeof newestAnswers>>, file: string): Promise<void> {
  const missing = await missingAnswers(copy, newest);
  const gone = await missingAnswers(file, missing);
  if (missing.length > gone.length) throw new BackupError("answers-missing", { count: missing.length - gone.length });
}
