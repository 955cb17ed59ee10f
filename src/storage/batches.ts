import type { Knex } from "knex";
import type { Db } from "./tables.ts";

/** SQLite takes 500 rows at a time at most. */
const BATCH = 100;

/** The items, in order, in portions that one statement can take. */
export function inPortions<T>(items: readonly T[], size = BATCH): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Inserts any number of rows, or brings those with the same key up to date. Gives what `returning` asks for, in the order of the rows. */
export async function upsertInBatches<Table extends Knex.TableNames, Back>(db: Db, table: Table, rows: readonly object[], key: string[], returning: string[]): Promise<Back[]> {
  const back: Back[] = [];
  for (const portion of inPortions(rows)) back.push(...((await (db(table) as Knex.QueryBuilder).insert(portion).onConflict(key).merge().returning(returning)) as Back[]));
  return back;
}

/** Inserts any number of rows. */
export async function insertInBatches<Table extends Knex.TableNames>(db: Db, table: Table, rows: readonly object[]): Promise<void> {
  for (const portion of inPortions(rows)) await (db(table) as Knex.QueryBuilder).insert(portion);
}
