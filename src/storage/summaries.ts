import { newPublicId } from "../lib/ids.ts";
import { inPortions } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import { SUMMARY_PARTS, type CountedPerson, type MemorySummary, type SummaryPart, type SummaryRow, type TeamNode } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

const KEY = ["team_id", "own", "measure", "subject", "period"];

/** Parts of a person as they are kept, in JSON. */
export type CountedParts = Partial<Record<SummaryPart, string>>;
/** What of somebody has to be kept anew; of people who were not counted before all of it. */
export type CountedChange = CountedParts & { person_id: number; path?: number[] };

export function listCountedPaths(tx: Db, personIds: readonly number[]): Promise<Pick<CountedPerson, "person_id" | "path">[]> {
  return tx("counted_people").whereIn("person_id", [...personIds]).select("person_id", "path");
}

export async function listCountedParts(tx: Db, wanted: Record<SummaryPart, readonly number[]>): Promise<Map<number, CountedParts>> {
  const found = new Map<number, CountedParts>();
  for (const part of SUMMARY_PARTS) {
    const rows: { person_id: number; kept: string }[] = wanted[part].length === 0 ? [] : await tx("counted_people").whereIn("person_id", [...wanted[part]]).select("person_id", `${part} as kept`);
    for (const { person_id, kept } of rows) found.set(person_id, { ...found.get(person_id), [part]: kept });
  }
  return found;
}

/** A statement for each kind of change: rows are long, and mostly one part of them changes. */
export async function updateCounted(tx: Db, changes: readonly CountedChange[], gone: readonly number[], at: string): Promise<void> {
  const isWhole = (change: CountedChange): change is CountedChange & Record<SummaryPart, string> => change.path !== undefined && SUMMARY_PARTS.every((part) => change[part] !== undefined);
  const whole = changes.filter(isWhole).map(({ path, ...row }) => ({ ...row, path: JSON.stringify(path), team_id: path![0]!, memories_at: at }));
  for (const portion of inPortions(whole)) await tx("counted_people").insert(portion).onConflict("person_id").merge();
  const some = changes.filter((change) => !isWhole(change));
  for (const part of SUMMARY_PARTS) await updateColumn(tx, [part], some.flatMap(({ person_id, [part]: kept }) => (kept === undefined ? [] : [[person_id, kept]])));
  await updateColumn(tx, ["path", "team_id"], some.flatMap(({ person_id, path }) => (path ? [[person_id, JSON.stringify(path), path[0]!]] : [])));
  await updateColumn(tx, ["memories_at"], some.flatMap(({ person_id, memories }) => (memories === undefined ? [] : [[person_id, at]])));
  if (gone.length > 0) await tx("counted_people").whereIn("person_id", [...gone]).delete();
}

async function updateColumn(tx: Db, columns: readonly (keyof CountedPerson)[], rows: readonly (string | number)[][]): Promise<void> {
  if (rows.length === 0) return;
  const values = columns.map((column, place) => `${column} = ${column === "team_id" ? `CAST(given.value ->> ${place + 1} AS INTEGER)` : `given.value ->> ${place + 1}`}`);
  await tx.raw(`UPDATE counted_people SET ${values.join(", ")} FROM ${givenIn(tx)} WHERE person_id = CAST(given.value ->> 0 AS INTEGER)`, [JSON.stringify(rows)]);
}

/** Rows of a JSON list, as \`given.value\`. */
function givenIn(tx: Db): string {
  return isPostgresDb(tx) ? "json_array_elements(?::json) AS given(value)" : "json_each(?) AS given";
}

/** Adds to the sums, or takes away; what nobody is in any more goes. All of it in one statement: there can be thousands. */
export async function addToSummaries(tx: Db, rows: readonly Omit<SummaryRow, "is_new">[]): Promise<void> {
  const columns = ["team_id", "own", "measure", "subject", "period", "people", "amount", "answers"] as const;
  const picked = columns.map((_, place) => (place >= 2 && place <= 4 ? `given.value ->> ${place}` : `CAST(given.value ->> ${place} AS BIGINT)`));
  const added = ["people", "amount", "answers"].map((sum) => `${sum} = summaries.${sum} + excluded.${sum}`);
  const sql = `INSERT INTO summaries (${columns.join(", ")}, is_new) SELECT ${picked.join(", ")}, 1 FROM ${givenIn(tx)} WHERE true ON CONFLICT (${KEY.join(", ")}) DO UPDATE SET ${added.join(", ")}, is_new = 1`;
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
