import type { Knex } from "knex";
import type { LegalHold, RetentionRun } from "./retention-tables.ts";
import type { Db, New } from "./tables.ts";

/** Makes the run of this kind and day where there is none yet, and holds it until the transaction ends. */
export async function lockRun(tx: Db, run: Omit<RetentionRun, "removed" | "finished_at">): Promise<RetentionRun> {
  await tx("retention_runs").insert({ ...run, removed: 0, finished_at: null }).onConflict(["kind", "day"]).ignore();
  return (await tx("retention_runs").where({ kind: run.kind, day: run.day }).forUpdate().first())!;
}

export async function updateRun(tx: Db, { kind, day }: Pick<RetentionRun, "kind" | "day">, changes: Pick<RetentionRun, "removed" | "finished_at">): Promise<void> {
  await tx("retention_runs").where({ kind, day }).update(changes);
}

export async function listFinishedKinds(db: Db, day: string): Promise<Set<string>> {
  return new Set((await db("retention_runs").where({ day }).whereNotNull("finished_at").select("kind")).map(({ kind }) => kind));
}

/** The newest run of each kind; with `removing` the newest that removed something. */
export async function listNewestRuns(db: Db, { removing }: { removing: boolean }): Promise<Map<string, RetentionRun>> {
  const newest: Knex.QueryBuilder = db("retention_runs").groupBy("kind").select("kind").max("day");
  if (removing) newest.where("removed", ">", 0);
  const rows = (await (db("retention_runs") as Knex.QueryBuilder).whereIn(["kind", "day"], newest)) as RetentionRun[];
  return new Map(rows.map((run) => [run.kind, run]));
}

export async function deleteRunsBefore(db: Db, day: string): Promise<void> {
  await db("retention_runs").where("day", "<", day).delete();
}

export function findOpenHold(db: Db): Promise<LegalHold | undefined> {
  return db("legal_holds").whereNull("ended_at").first();
}

/** The newest first. */
export function listEndedHolds(db: Db, limit: number): Promise<LegalHold[]> {
  return db("legal_holds").whereNotNull("ended_at").orderBy("id", "desc").limit(limit);
}

export async function insertHold(tx: Db, hold: New<LegalHold>): Promise<void> {
  await tx("legal_holds").insert(hold);
}

export async function updateHold(tx: Db, id: number, changes: Pick<LegalHold, "ended_at" | "ended_by">): Promise<void> {
  await tx("legal_holds").where({ id }).update(changes);
}
