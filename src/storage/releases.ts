import type { Knex } from "knex";
import { newPublicId } from "../lib/ids.ts";
import { inPortions } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import type { MemoryRelease, MemorySummary, ReleaseRow, SummaryRow } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

const KEY = ["team_id", "own", "measure", "subject", "period"];

/** What changed in a team's own people since figures were told of them. */
export function listNewTeams(tx: Db): Promise<Pick<SummaryRow, "team_id">[]> {
  return tx("summaries").whereRaw("is_new = 1 AND own = 1").distinct("team_id");
}

export async function updateSeen(tx: Db, teamIds: readonly number[]): Promise<void> {
  for (const portion of inPortions(teamIds, 500)) await tx("summaries").whereRaw("is_new = 1 AND own = 1").whereIn("team_id", [...portion]).update({ is_new: 0 });
}

/** Each team's own active people. */
export async function listHeads(db: Db): Promise<Map<number, number>> {
  return new Map((await db("summaries").where({ own: 1, measure: "head" }).select("team_id", "people")).map(({ team_id, people }) => [team_id, Number(people)]));
}

type Sum = Pick<SummaryRow, "measure" | "subject" | "period" | "people" | "amount">;

/** The sums over the own people of several teams. */
export async function listOwnSums(tx: Db, teamIds: readonly number[], measures: readonly string[]): Promise<Sum[]> {
  const rows: Knex.QueryBuilder = (tx("summaries") as Knex.QueryBuilder).where({ own: 1 }).whereIn("team_id", [...teamIds]).whereIn("measure", [...measures])
    .groupBy("measure", "subject", "period").select("measure", "subject", "period").sum({ people: "people", amount: "amount" });
  return ((await rows) as Sum[]).map((row) => ({ ...row, people: Number(row.people), amount: Number(row.amount) }));
}

export async function listReleasesOf(tx: Db, teamId: number): Promise<ReleaseRow[]> {
  return (await tx("releases").where({ team_id: teamId, own: 1 })).map(numbersIn);
}

export async function updateReleases(tx: Db, rows: readonly ReleaseRow[]): Promise<void> {
  for (const portion of inPortions(rows)) await tx("releases").insert(portion).onConflict(KEY).merge();
}

/** Adds what is newly told of a group to what is told of the teams that it is in. */
export async function addToReleases(tx: Db, rows: readonly Omit<ReleaseRow, "seen_people" | "seen_amount">[]): Promise<void> {
  const added = Object.fromEntries(["people", "low", "high"].map((sum) => [sum, tx.raw("?? + ??", [`releases.${sum}`, `excluded.${sum}`])]));
  for (const portion of inPortions(rows)) await (tx("releases") as Knex.QueryBuilder).insert(portion.map((row) => ({ ...row, seen_people: 0, seen_amount: 0 }))).onConflict(KEY).merge(added);
}

/** Of people whose own team is one of these: how many remember otherwise than at that time. */
export function countRemembering(tx: Db, teamIds: readonly number[], since: string): Promise<number> {
  return countRows(tx("counted_people").whereIn("team_id", [...teamIds]).where("memories_at", ">", since).whereNot({ memories: "{}" }));
}

export function listOwnMemories(tx: Db, teamIds: readonly number[]): Promise<MemorySummary[]> {
  return tx("memory_summaries").where({ own: 1 }).whereIn("team_id", [...teamIds]);
}

export function listMemoryReleases(tx: Db, teamIds: readonly number[], own: 0 | 1): Promise<MemoryRelease[]> {
  return tx("memory_releases").where({ own }).whereIn("team_id", [...teamIds]);
}

export async function updateMemoryReleases(tx: Db, rows: readonly MemoryRelease[]): Promise<void> {
  for (const portion of inPortions(rows)) await tx("memory_releases").insert(portion.map((row) => ({ ...row, version: newPublicId() }))).onConflict(["team_id", "own", "topic"]).merge();
}

/** What was told of every group; what is told of teams with those below them has to be added up anew. */
export async function takeRolledUp(tx: Db): Promise<{ figures: ReleaseRow[]; memories: MemoryRelease[] }> {
  for (const table of ["releases", "memory_releases"] as const) await tx(table).where({ own: 0 }).delete();
  return { figures: (await tx("releases")).map(numbersIn), memories: await tx("memory_releases") };
}

export function numbersIn(row: ReleaseRow): ReleaseRow {
  const { people, low, high, seen_people, seen_amount } = row;
  return { ...row, people: Number(people), low: Number(low), high: Number(high), seen_people: Number(seen_people), seen_amount: Number(seen_amount) };
}
