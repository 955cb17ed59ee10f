import { newPublicId } from "../lib/ids.ts";
import { inPortions } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
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

/** Adds to the sums, or takes away; what nobody is in any more goes. All of it in one statement: there can be thousands. */
export async function addToSummaries(tx: Db, rows: readonly Omit<SummaryRow, "is_new">[]): Promise<void> {
  const from = isPostgresDb(tx) ? "json_array_elements(?::json) AS given(value)" : "json_each(?) AS given";
  const columns = ["team_id", "own", "measure", "subject", "period", "people", "amount", "answers"] as const;
  const picked = columns.map((_, place) => (place >= 2 && place <= 4 ? `given.value ->> ${place}` : `CAST(given.value ->> ${place} AS BIGINT)`));
  const added = ["people", "amount", "answers"].map((sum) => `${sum} = summaries.${sum} + excluded.${sum}`);
  const sql = `INSERT INTO summaries (${columns.join(", ")}, is_new) SELECT ${picked.join(", ")}, 1 FROM ${from} WHERE true ON CONFLICT (${KEY.join(", ")}) DO UPDATE SET ${added.join(", ")}, is_new = 1`;
  if (rows.length > 0) await tx.raw(sql, [JSON.stringify(rows.map((row) => columns.map((column) => row[column])))]);
  await tx("summaries").where({ people: 0 }).delete();
}

export async function listMemorySummaries(db: Db, nodes: readonly TeamNode[], topic?: string): Promise<MemorySummary[]> {
  const found: MemorySummary[] = [];
  for (const own of [0, 1] as const) {
    const teams = nodes.filter((node) => node.own === own).map(({ team_id }) => team_id);
    const rows = db("memory_summaries").where({ own, ...(topic === undefined ? {} : { topic }) });
    for (const portion of inPortions([...new Set(teams)], 500)) found.push(...(await rows.clone().whereIn("team_id", portion)));
  }
  return found;
}

export async function updateMemorySummaries(tx: Db, rows: readonly MemorySummary[]): Promise<void> {
  for (const portion of inPortions(rows)) await tx("memory_summaries").insert(portion.map((row) => ({ ...row, version: newPublicId() }))).onConflict(["team_id", "own", "topic"]).merge();
  await tx("memory_summaries").where({ bins: "[]" }).delete();
}

/** Says of these teams that their own people remember otherwise than when figures were told. */
export async function updateNew(tx: Db, teamIds: readonly number[]): Promise<void> {
  await tx("summaries").where({ own: 1, measure: "head" }).whereIn("team_id", [...teamIds]).update({ is_new: 1 });
}
