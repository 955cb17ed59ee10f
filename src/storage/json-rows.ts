import { inPortions } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

const AT_ONCE = 2_000;

/** Inserts many rows, each portion with one parameter: several times as fast as a parameter for each cell. `numbers` are the columns that hold integers. */
export async function insertAsJson(db: Db, table: string, columns: readonly string[], numbers: ReadonlySet<string>, rows: readonly object[]): Promise<void> {
  const isPostgres = isPostgresDb(db);
  const cell = (column: string, place: number) => (isPostgres ? `${numbers.has(column) ? `CAST(value ->> ${place} AS integer)` : `value ->> ${place}`}` : `json_extract(value, '$[${place}]')`);
  const source = isPostgres ? "json_array_elements(CAST(? AS json)) AS value" : "json_each(?)";
  const sql = `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${columns.map(cell).join(", ")} FROM ${source}`;
  for (const portion of inPortions(rows, AT_ONCE)) await db.raw(sql, [JSON.stringify(portion.map((row) => columns.map((column) => (row as Record<string, unknown>)[column] ?? null)))]);
}
