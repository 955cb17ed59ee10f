import { isPostgresDb } from "../dialects.ts";
import { openHandle, type Handle } from "../sqlite/handle.ts";
import type { Db } from "../tables.ts";
import { OddCell, writeCell, type Cell } from "./cells.ts";
import { readPostgres } from "./postgres-rows.ts";
import type { Reader } from "./reader.ts";
import { kindsOf, readShape, shapeOfFile, type Table } from "./shape.ts";
import { readSqlite } from "./sqlite-rows.ts";

/** Every row of a database at one moment, each as a line of JSON (cells.ts), in the order of the keys; and the last number that each table has given away. */
export interface Rows { tables: readonly Table[]; numbers: ReadonlyMap<string, number>; count: (table: Table) => Promise<number>; linesOf: (table: Table) => AsyncIterable<readonly string[]> }

/** The rows of a database as they are now, while others go on writing: one snapshot of PostgreSQL, or a connection of its own to the SQLite file, which holds up no writer. */
export async function withRows<T>(db: Db, deed: (rows: Rows) => Promise<T>): Promise<T> {
  const tables = await readShape(db);
  if (isPostgresDb(db)) return db.transaction(async (tx) => deed(await rowsThrough(readPostgres(tx), tables)), { isolationLevel: "repeatable read", readOnly: true });
  return withFile(fileBehind(db), async (handle) => deed(await rowsThrough(readSqlite(handle), tables)));
}

/** The rows of a SQLite file that no Knex was opened for. */
export function rowsOfFile<T>(file: string, deed: (rows: Rows) => Promise<T>): Promise<T> {
  return withFile(file, async (handle) => deed(await rowsThrough(readSqlite(handle), await shapeOfFile(handle))));
}

/** The rows as this transaction of PostgreSQL sees them, its own changes included. */
export function rowsWithin(tx: Db, tables: readonly Table[]): Promise<Rows> {
  return rowsThrough(readPostgres(tx), tables);
}

/** A read-only look at a SQLite file through one transaction. */
export async function withFile<T>(file: string, deed: (handle: Handle) => Promise<T>): Promise<T> {
  const handle = await openHandle(file, "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; BEGIN; SELECT count(*) FROM sqlite_master");
  try {
    return await deed(handle);
  } finally {
    await handle.close();
  }
}

/** @throws Error for PostgreSQL. */
export function fileBehind(db: Db): string {
  const { filename } = (db.client as { config: { connection: { filename?: string } } }).config.connection;
  if (filename === undefined) throw new Error("This is no SQLite file.");
  return filename;
}

async function rowsThrough(reader: Reader, tables: readonly Table[]): Promise<Rows> {
  return { tables, numbers: await reader.numbers(), count: (table) => reader.count(table), linesOf: (table) => linesOf(reader, table) };
}

async function* linesOf(reader: Reader, table: Table): AsyncGenerator<readonly string[]> {
  const [names, kinds] = [table.columns.map(({ name }) => name), kindsOf(table)];
  for await (const rows of reader.portionsOf(table)) yield* inPieces(rows.map((row) => lineOf(table, row, names, kinds)));
}

/** Rows may hold whole files: what is put together to one text must not become longer than a text can be. */
const LONGEST_PIECE = 8_000_000;

function* inPieces(lines: readonly string[]): Generator<readonly string[]> {
  let [from, size] = [0, 0];
  for (const [place, line] of lines.entries()) {
    size += line.length;
    if (size < LONGEST_PIECE && place < lines.length - 1) continue;
    yield lines.slice(from, place + 1);
    [from, size] = [place + 1, 0];
  }
}

function lineOf(table: Table, row: Record<string, unknown>, names: readonly string[], kinds: ReturnType<typeof kindsOf>): string {
  try {
    return `[${names.map((name, place) => writeCell(kinds[place]!, row[name])).join(",")}]`;
  } catch (error) {
    if (!(error instanceof OddCell)) throw error;
    throw new Error(`The table ${table.name} holds ${error.message}, where ${table.key.map((name) => `${name} is ${String(row[name] as Cell)}`).join(" and ")}. Debrief never writes such: mend that row, then try again.`, { cause: error });
  }
}
