import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { CountedPerson, MemorySummary, SummaryRow, TeamNode } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

const KEY = ["team_id", "own", "measure", "subject", "period"];

export function listCounted(tx: Db, personIds: readonly number[]): Promise<CountedPerson[]> {
  return tx("counted_people").whereIn("person_id", [...personIds]);
}

export async function updateCounted(tx: Db, rows: readonly CountedPerson[], gone: readonly number[]): Promise<void> {
  for (const portion of inPortions(rows)) await tx("counted_people").insert(portion).onConflict("person_id").merge();
  await tx("counted_people").whereIn("person_id", [...gone]).delete();
}

/** Adds to the sums, or takes away; what nobody is in any more goes. */
export async function addToSummaries(tx: Db, rows: readonly Omit<SummaryRow, "is_new">[]): Promise<void> {
  const added = Object.fromEntries(["people", "amount", "answers"].map((sum) => [sum, tx.raw("?? + ??", [`summaries.${sum}`, `excluded.${sum}`])]));
  for (const portion of inPortions(rows)) await (tx("summaries") as Knex.QueryBuilder).insert(portion.map((row) => ({ ...row, is_new: 1 }))).onConflict(KEY).merge({ ...added, is_new: 1 });
  await tx("summaries").where({ people: 0 }).delete();
}

export async function listMemorySummaries(db: Db, nodes: readonly TeamNode[], topic?: string): Promise<MemorySummary[]> {
  const found: MemorySummary[] = [];
  for (const own of [0, 1] as const) {
    const teams = nodes.filter((node) => node.own === own).map(({ team_id }) => team_id);
    const rows = db("memory_summaries").where({ own, ...(topic === undefined ? {} : { topic }) });
    for (const portion of inPortions([...new Set(teams)], 500)) found.push(...((await rows.clone().whereIn("team_id", portion)) as MemorySummary[]));
  }
  return found;
}

export async function updateMemorySummaries(tx: Db, rows: readonly MemorySummary[]): Promise<void> {
  for (const portion of inPortions(rows)) await tx("memory_summaries").insert(portion).onConflict(["team_id", "own", "topic"]).merge();
  await tx("memory_summaries").where({ bins: "{}" }).delete();
}

/** Says of these teams that their own people remember otherwise than when figures were told. */
export async function updateNew(tx: Db, teamIds: readonly number[]): Promise<void> {
  await tx("summaries").where({ own: 1, measure: "head" }).whereIn("team_id", [...teamIds]).update({ is_new: 1 });
}
