import type { Knex } from "knex";

/** How many rows these are. PostgreSQL gives numbers of this size as texts. */
export async function countRows(rows: Knex.QueryBuilder): Promise<number> {
  const row = (await rows.count({ total: "*" }).first()) as { total: unknown } | undefined;
  return Number(row?.total ?? 0);
}
