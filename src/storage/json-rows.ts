import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

const AT_ONCE = 2_000;

/** Inserts many rows, each portion with one parameter: several times as fast as a parameter for each cell. `numbers` are the columns that hold integers. */
export async function insertAsJson(db: Db, table: string, columns: readonly string[], numbers: ReadonlySet<string>, rows: readonly object[]): Promise<void> {
  for (const portion of inPortions(rows, AT_ONCE)) await insertOfJson(db, table, columns, numbers, rowsAsJson(columns, portion));
}

/** The statement for one portion of rows, as `rowsAsJson` writes them. */
export function insertOfJson(db: Db, table: string, columns: readonly string[], numbers: ReadonlySet<string>, rows: string): Knex.Raw {
  return db.raw(`INSERT INTO ${table} (${columns.join(", ")}) ${rowsOfJson(db, columns, numbers)}`, [rows]);
}

/** The words that make rows of the one value that `rowsAsJson` gives. */
export function rowsOfJson(db: Db, columns: readonly string[], numbers: ReadonlySet<string>): string {
  const isPostgres = isPostgresDb(db);
  const cell = (column: string, place: number) => (isPostgres ? `${numbers.has(column) ? `CAST(value ->> ${place} AS integer)` : `value ->> ${place}`}` : `json_extract(value, '$[${place}]')`);
  const source = isPostgres ? "json_array_elements(CAST(? AS json)) AS value" : "json_each(?)";
  return `SELECT ${columns.map((column, place) => `${cell(column, place)} AS ${column}`).join(", ")} FROM ${source}`;
}

export function rowsAsJson(columns: readonly string[], rows: readonly object[]): string {
  return JSON.stringify(rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column] ?? null)));
}
