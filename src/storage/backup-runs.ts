import type { Knex } from "knex";
import type { BackupRun } from "./backup-tables.ts";
import { countRows } from "./counting-rows.ts";
import type { Db } from "./tables.ts";

/** Plans a backup once, whichever process comes to it first; the very first night is passed over. */
export async function insertNight(db: Db, night: string, at: string): Promise<void> {
  const first = await db("backup_runs").first("id");
  await db("backup_runs").insert({ night, state: first ? "waiting" : "skipped", planned_at: at }).onConflict("night").ignore();
}

/** Somebody wants one now. False where one is waiting or being made. */
export async function insertAsked(db: Db, at: string): Promise<boolean> {
  if (await db("backup_runs").whereIn("state", ["waiting", "running"]).first("id")) return false;
  await db("backup_runs").insert({ night: at, state: "waiting", planned_at: at }).onConflict("night").ignore();
  return true;
}

/** `silentSince`: whoever was not heard of since has ended. `failedBefore`: the newest that failed before then may be tried again, `tries` times in all. */
export interface Taking { run: string; at: string; silentSince: string; failedBefore: string; tries: number }

/** Takes the newest that is to be made, unless one is being made; undefined where there is none or another process was faster. */
export async function takeRun(db: Db, { run, at, silentSince, failedBefore, tries }: Taking): Promise<BackupRun | undefined> {
  const isFree = (rows: Knex.QueryBuilder) => rows.where({ state: "waiting" }).orWhere((lost) => lost.where({ state: "running" }).where("beat_at", "<", silentSince))
    .orWhere((failed) => failed.where({ state: "failed" }).where("finished_at", "<", failedBefore).where("tries", "<", tries));
  const newest = await db("backup_runs").whereNot({ state: "skipped" }).orderBy("id", "desc").first();
  if (!newest || (await db("backup_runs").where({ state: "running" }).where("beat_at", ">=", silentSince).first("id"))) return undefined;
  const taken = await (db("backup_runs") as Knex.QueryBuilder).where({ id: newest.id }).where(isFree).update({ state: "running", run, beat_at: at, problem: null, tries: newest.tries + 1 });
  return taken === 1 ? { ...numbersIn(newest), run, tries: newest.tries + 1 } : undefined;
}

/** Only by whoever makes it; false where another process has taken it over. */
export async function updateRun(db: Db, { id, run }: Pick<BackupRun, "id" | "run">, changes: Partial<Omit<BackupRun, "id">>): Promise<boolean> {
  return (await db("backup_runs").where({ id, run, state: "running" }).update(changes)) === 1;
}

/** The newest first, without what was passed over. */
export async function listRuns(db: Db, limit: number): Promise<BackupRun[]> {
  return (await db("backup_runs").whereNot({ state: "skipped" }).orderBy("id", "desc").limit(limit)).map(numbersIn);
}

export async function findNewestDone(db: Db): Promise<BackupRun | undefined> {
  const row = await db("backup_runs").where({ state: "done" }).orderBy("id", "desc").first();
  return row && numbersIn(row);
}

export function countFailedSince(db: Db, id: number): Promise<number> {
  return countRows(db("backup_runs").where({ state: "failed" }).where("id", ">", id));
}

export function findFirstRun(db: Db): Promise<BackupRun | undefined> {
  return db("backup_runs").orderBy("id").first();
}

export async function deleteRunsBefore(db: Db, at: string): Promise<void> {
  await db("backup_runs").where("planned_at", "<", at).whereNotIn("state", ["waiting", "running"]).delete();
}

/** PostgreSQL gives big numbers as text. */
function numbersIn(row: BackupRun): BackupRun {
  return { ...row, bytes: row.bytes === null ? null : Number(row.bytes), milliseconds: row.milliseconds === null ? null : Number(row.milliseconds) };
}
