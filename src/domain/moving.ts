import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { BackupError } from "../lib/backup-error.ts";
import { besides, removeDatabase } from "../lib/whole-files.ts";
import { hasSettings } from "../storage/checked-data.ts";
import { differingTables, digestsOf, type Digest } from "../storage/copying/digests.ts";
import { findFilledTable, identityOf } from "../storage/copying/contents.ts";
import { loadRows } from "../storage/copying/loading.ts";
import { withRows, type Rows } from "../storage/copying/rows.ts";
import { fileOf, isPostgres } from "../lib/database-addresses.ts";
import { openDatabase } from "../storage/database.ts";
import { PATIENT } from "../storage/postgres/patience.ts";
import { KNOWN_STEPS, migrate } from "../storage/migrations.ts";
import { deleteSetting, findSetting, updateSetting } from "../storage/settings.ts";
import { findStep } from "../storage/steps.ts";
import type { Db } from "../storage/tables.ts";
import type { Telling } from "./backups.ts";
import { fillAnew } from "./restoring-postgres.ts";
import { swapIn } from "./restoring-sqlite.ts";

/** `marks` leaves a note in the old database, so that no server starts on it any more. */
export interface MoveWish { from: string; to: string; marks: boolean; at: Date; told?: Telling }
/** Every table as it is in both databases. */
export interface Moved { to: string; step: string; tables: { name: string; rows: number; sha256: string }[]; rows: number; marked: boolean }

const MARK = "moved-to";

/**
 * Copies one snapshot of a database into another, of either kind, and compares every table by its rows and SHA-256. The old one is only read, but for the mark; the new one is whole or stays empty, also where the process is killed: then the same command is given again.
 * What is there already, row for row, need not be copied: a move that was killed at its very end is finished so.
 * @throws BackupError where the target holds something else, the two are the same, the source was moved before or is of no known step, or, with `marks`, where somebody wrote to it meanwhile.
 */
export async function moveDatabase(wish: MoveWish): Promise<Moved> {
  if (isPostgres(wish.from) === isPostgres(wish.to) && fileOf(wish.from) === fileOf(wish.to)) throw new BackupError("same-database");
  if (!isPostgres(wish.from) && !existsSync(fileOf(wish.from))) throw new BackupError("nothing-there");
  const source = openDatabase(wish.from, PATIENT);
  try {
    const step = await findStep(source);
    if (step === undefined) throw new BackupError("nothing-there");
    if (!KNOWN_STEPS.includes(step)) throw new BackupError("newer-step");
    await mustNotBeMoved(source);
    const identity = await identityOf(source);
    const digests = await withRows(source, async (rows) => (await findSame({ rows, step, identity }, wish)) ?? fill(rows, step, wish));
    if (wish.marks) await mark(source, digests, wish);
    const tables = [...digests].map(([name, digest]) => ({ name, ...digest }));
    return { to: safeAddress(wish.to), step, tables, rows: tables.reduce((total, { rows }) => total + rows, 0), marked: wish.marks };
  } finally {
    await source.destroy();
  }
}

async function fill(rows: Rows, step: string, { to, told = () => () => undefined }: MoveWish): Promise<Map<string, Digest>> {
  let digests = new Map<string, Digest>();
  if (isPostgres(to)) {
    const db = openDatabase(to, PATIENT);
    await db.transaction(async (tx) => { digests = await fillAnew(tx, rows, step, told("loading")); }).finally(() => db.destroy());
    return digests;
  }
  const [file, made] = [fileOf(to), besides(fileOf(to), "moving")];
  await mkdir(dirname(file), { recursive: true });
  const db = openDatabase(made);
  try {
    await migrate(db, step);
    digests = await loadRows(db, { rows, told: told("loading") }).finally(() => db.destroy());
    await removeEmpty(await swapIn(made, file));
    return digests;
  } finally {
    await removeDatabase(made);
  }
}

interface Wanted { rows: Rows; step: string; identity: string }

/** What the target holds, where that is what is to come; undefined where it is empty. @throws BackupError where it is something else, or the source by another name. */
async function findSame({ rows, step, identity }: Wanted, { to, told = () => () => undefined }: MoveWish): Promise<Map<string, Digest> | undefined> {
  if (!isPostgres(to) && !existsSync(fileOf(to))) return undefined;
  const db = openDatabase(to, PATIENT);
  try {
    if ((await identityOf(db)) === identity) throw new BackupError("same-database");
    const table = await findFilledTable(db);
    if (table === undefined) return undefined;
    const mine = await digestsOf(rows, told("comparing"));
    const theirs = (await findStep(db)) === step ? await withRows(db, (there) => digestsOf(there, told("comparing"))) : new Map<string, Digest>();
    if (differingTables(mine, theirs).length > 0) throw new BackupError("target-not-empty", { table });
    return mine;
  } finally {
    await db.destroy();
  }
}

/** The empty database that stood there is worth nothing. */
async function removeEmpty(files: readonly string[]): Promise<void> {
  for (const file of files) await removeDatabase(file);
}

/** Where everything is still as it was copied, it is noted in the old database where it went, within the transaction that looked. */
async function mark(source: Db, digests: ReadonlyMap<string, Digest>, { to, at, told = () => () => undefined }: MoveWish): Promise<void> {
  const now = await withRows(source, (rows) => digestsOf(rows, told("comparing")));
  if (differingTables(digests, now).length > 0) throw new BackupError("written-meanwhile", { table: differingTables(digests, now)[0]! });
  await updateSetting(source, MARK, JSON.stringify({ to: safeAddress(to), at: at.toISOString() }));
}

/** An address without its user and password. */
function safeAddress(url: string): string {
  return isPostgres(url) ? url.replace(/^([a-z]+:\/\/)[^/?#]*@/, "$1").replace(/[?#].*$/, "") : fileOf(url);
}

/** @throws BackupError where everything in this database went to another one, so that nothing is written where nobody looks any more. */
export async function mustNotBeMoved(db: Db): Promise<void> {
  if (!(await hasSettings(db))) return;
  const kept = await findSetting(db, MARK);
  if (kept !== undefined) throw new BackupError("moved", JSON.parse(kept) as { to: string; at: string });
}

/** Takes the mark away again. */
export async function unmark(db: Db): Promise<void> {
  await deleteSetting(db, MARK);
}
