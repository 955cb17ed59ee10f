import { ahead } from "../../lib/ahead.ts";
import { indexWords } from "../bank-index.ts";
import { isPostgresDb } from "../dialects.ts";
import type { Db } from "../tables.ts";
import { countAll, differingTables, digesting, digestsOf, type Digest, type Told } from "./digests.ts";
import { enterPostgres } from "./postgres-entering.ts";
import { rowsWithin, withRows, type Rows } from "./rows.ts";
import { isSameShape, readShape, type Table } from "./shape.ts";
import { enterSqlite } from "./sqlite-entering.ts";

/** Puts the lines of one table after the other into a database. `end` puts back what was taken off for that: keys, indexes, triggers. */
export interface Entrance { put: (table: Table, lines: readonly string[]) => Promise<void>; end: (numbers: ReadonlyMap<string, number>) => Promise<void> }

/** `tx` runs the whole in one transaction on PostgreSQL; a SQLite file is one that nobody else knows of yet. `told` hears of every row twice: written, and read again. */
export interface Loading { rows: Rows; told?: Told }

/**
 * Makes a database hold exactly these rows, reads all of them again and compares. It must be at the step of its shape at which they were read; what it held is removed.
 * On PostgreSQL `db` is a transaction, so that nothing is changed where anything fails.
 * @throws Error where the shapes are not the same, a row is refused, a key leads nowhere, or what was written is not what came.
 */
export async function loadRows(db: Db, { rows, told = () => undefined }: Loading): Promise<Map<string, Digest>> {
  if (!isSameShape(rows.tables, await readShape(db))) throw new Error("The tables of this copy are not those that this release of Debrief makes for its step. Use the release that made the copy, or a newer one.");
  const total = await countAll(rows);
  const entrance = isPostgresDb(db) ? await enterPostgres(db, rows.tables) : await enterSqlite(db, rows.tables);
  const written = await enterAll(entrance, rows, (done) => told(done, 2 * total));
  await entrance.end(rows.numbers);
  await indexAll(db);
  const again = (done: number) => told(total + done, 2 * total);
  const read = isPostgresDb(db) ? await digestsOf(await rowsWithin(db, rows.tables), again) : await withRows(db, (there) => digestsOf({ ...there, tables: rows.tables }, again));
  const differing = differingTables(written, read);
  if (differing.length > 0) throw new Error(`What was written is not what came in: ${differing.join(", ")}.`);
  return written;
}

async function enterAll(entrance: Entrance, rows: Rows, told: (done: number) => void): Promise<Map<string, Digest>> {
  const digests = new Map<string, Digest>();
  let done = 0;
  for (const table of rows.tables) {
    const sum = digesting();
    for await (const lines of ahead(rows.linesOf(table))) {
      sum.add(lines);
      await entrance.put(table, lines).catch((error: unknown) => { throw new Error(`The table ${table.name} did not take a row: ${String((error as Error).message)}`, { cause: error }); });
      told((done += lines.length));
    }
    digests.set(table.name, sum.end());
  }
  return digests;
}

const AT_ONCE = 400;

/** Words of questions are kept otherwise by each database. */
async function indexAll(db: Db): Promise<void> {
  for (let after = 0; ;) {
    const ids = (await db("questions").where("id", ">", after).orderBy("id").limit(AT_ONCE).select("id")).map(({ id }) => id);
    if (ids.length === 0) return;
    await indexWords(db, ids, { isNew: true });
    after = ids.at(-1)!;
  }
}
