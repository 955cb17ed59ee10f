import type { Db, New } from "./tables.ts";

/** Months of a ready-made path that are still to be made. `next_month` (2027-01) is when the next one is given out, null where none is; `stopped` is a message as JSON. */
export interface PathRun { id: number; path: string; months_left: number; next_month: string | null; author_id: number; started_at: string; stopped: string | null }

declare module "knex/types/tables.js" {
  interface Tables { path_runs: PathRun }
}

export function findPathRun(db: Db, path: string): Promise<PathRun | undefined> {
  return db("path_runs").where({ path }).first();
}

/** Those that go on. */
export function listPathRuns(db: Db): Promise<PathRun[]> {
  return db("path_runs").whereNull("stopped").orderBy("id");
}

/** In place of one that stopped. */
export async function replacePathRun(tx: Db, run: New<PathRun>): Promise<void> {
  await tx("path_runs").insert(run).onConflict("path").merge();
}

export async function updatePathRun(db: Db, path: string, changes: Partial<New<PathRun>>): Promise<void> {
  await db("path_runs").where({ path }).update(changes);
}

export async function deletePathRun(db: Db, path: string): Promise<void> {
  await db("path_runs").where({ path }).delete();
}
