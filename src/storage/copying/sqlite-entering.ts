import { openHandle, type Handle } from "../sqlite/handle.ts";
import type { Db } from "../tables.ts";
import { readLine, type Kind } from "./cells.ts";
import type { Entrance } from "./loading.ts";
import { fileBehind } from "./rows.ts";
import { kindsOf, quoted, type Table } from "./shape.ts";

interface Piece { type: string; name: string; sql: string }
const PIECES = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name";

/** Nobody else knows this file yet, and it is thrown away where anything fails: so nothing waits for the disk until the end. */
const PRAGMAS = "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; BEGIN";

/** Takes triggers and indexes off, empties every table, and lets rows in through a connection of its own. */
export async function enterSqlite(db: Db, tables: readonly Table[]): Promise<Entrance> {
  const handle = await openHandle(fileBehind(db), PRAGMAS);
  try {
    const pieces = (await handle.query(PIECES, [], "all")).rows as Piece[];
    for (const { type, name } of pieces) await handle.exec(`DROP ${type} ${quoted(name)}`);
    for (const { name } of tables) await handle.exec(`DELETE FROM ${quoted(name)}`);
    await handle.exec("DELETE FROM question_words; DELETE FROM sqlite_sequence");
    return { put: (table, lines) => put(handle, table, lines).catch(closing(handle)), end: (numbers) => end(handle, pieces, tables, numbers).then(() => handle.close(), closing(handle)) };
  } catch (error) {
    return closing(handle)(error);
  }
}

/** What failed is told; the file is of no use any more. */
const closing = (handle: Handle) => async (error: unknown): Promise<never> => {
  await handle.close();
  throw error;
};

const CELL: Readonly<Record<Kind, (cell: string) => string>> = { text: (cell) => cell, integer: (cell) => cell, real: (cell) => cell, big: (cell) => `CAST(${cell} AS INTEGER)`, bytes: (cell) => `unhex(${cell})` };

/** A number of more digits than SQLite reads exactly from text, one with an exponent, or a zero below zero; that a text looks like one does no harm. */
const INEXACT = /[\d.]{16}|\de[+-]|-0[,\]]|"(?:-?Infinity|NaN)"/;

/** Rows go in as one text, which is several times as fast as cell by cell; those whose numbers would not be the same to the last bit go by themselves. What comes out is compared in any case. */
async function put(handle: Handle, table: Table, lines: readonly string[]): Promise<void> {
  const isExact = table.columns.some(({ kind }) => kind === "real") ? (line: string) => !INEXACT.test(line) : () => true;
  const [together, alone] = [lines.filter(isExact), lines.filter((line) => !isExact(line))];
  const names = table.columns.map(({ name }) => quoted(name)).join(", ");
  const cells = table.columns.map(({ kind }, place) => CELL[kind](`value ->> ${place}`)).join(", ");
  if (together.length > 0) await handle.query(`INSERT INTO ${quoted(table.name)} (${names}) SELECT ${cells} FROM json_each(?)`, [`[${together.join(",")}]`], "run");
  await putAlone(handle, table, names, alone);
}

const AT_ONCE = 100;

async function putAlone(handle: Handle, table: Table, names: string, lines: readonly string[]): Promise<void> {
  const kinds = kindsOf(table);
  const places = `(${kinds.map(() => "?").join(", ")})`;
  for (let from = 0; from < lines.length;) {
    const count = lines.length - from >= AT_ONCE ? AT_ONCE : 1;
    const cells = lines.slice(from, from + count).flatMap((line) => readLine(kinds, line));
    await handle.query(`INSERT INTO ${quoted(table.name)} (${names}) VALUES ${Array.from({ length: count }, () => places).join(", ")}`, cells, "run");
    from += count;
  }
}

async function end(handle: Handle, pieces: readonly Piece[], tables: readonly Table[], numbers: ReadonlyMap<string, number>): Promise<void> {
  for (const { sql } of pieces) await handle.exec(sql);
  for (const { name } of tables) {
    if (!numbers.has(name)) continue;
    await handle.query("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [numbers.get(name), name], "run");
    await handle.query("INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)", [name, numbers.get(name)], "run");
  }
  const astray = (await handle.query("SELECT \"table\", parent, count(*) AS rows FROM pragma_foreign_key_check GROUP BY 1, 2", [], "all")).rows as { table: string; parent: string; rows: number }[];
  if (astray.length > 0) throw new Error(`Rows point at others that are not there: ${astray.map(({ table, parent, rows }) => `${rows} of ${table} at ${parent}`).join(", ")}.`);
  await handle.exec("COMMIT");
}
