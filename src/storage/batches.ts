import type { Knex } from "knex";
import type { Db } from "./tables.ts";

/** SQLite takes 500 rows at a time at most. */
const BATCH = 100;

/** Inserts any number of rows. */
export async function insertInBatches<Table extends Knex.TableNames>(db: Db, table: Table, rows: readonly object[]): Promise<void> {
  for (let done = 0; done < rows.length; done += BATCH) await (db(table) as Knex.QueryBuilder).insert(rows.slice(done, done + BATCH));
}
