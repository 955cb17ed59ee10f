import { isPostgresDb } from "../dialects.ts";
import type { Handle } from "../sqlite/handle.ts";
import type { Db } from "../tables.ts";
import type { Kind } from "./cells.ts";

export interface Column { name: string; kind: Kind }
/** `key` are the columns by which a row is one of its kind, in the order of the primary key. */
export interface Table { name: string; columns: readonly Column[]; key: readonly string[] }

/** What is not carried from one database to another, and why. Tables whose names begin so belong to them. */
const NOT_CARRIED: Readonly<Record<string, string>> = {
  knex_migrations: "the steps of the shape: the target is brought to the same step by the program",
  knex_migrations_lock: "who is at those steps just now",
  question_words: "an index of words, kept otherwise by each database: made anew from the questions",
  sqlite_: "SQLite's own",
};

/** Whether a table of that name goes along. */
export const isCarried = (name: string) => !Object.keys(NOT_CARRIED).some((left) => name === left || name.startsWith(left.endsWith("_") ? left : `${left}_`));

interface Found { table: string; name: string; type: string; place: number }
const SQLITE = `SELECT m.name AS "table", c.name, c.type, c.pk AS place FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`;
const POSTGRES = `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, NULL) AS type, coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1 AS place
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname COLLATE "C", a.attnum`;

/** The tables that a database has and that are carried over, by name, whatever step of its shape it is at. */
export async function readShape(db: Db): Promise<Table[]> {
  const isPostgres = isPostgresDb(db);
  const answer = await db.raw<Found[] | { rows: Found[] }>(isPostgres ? POSTGRES : SQLITE);
  return tablesIn(Array.isArray(answer) ? answer : answer.rows);
}

/** The same of a SQLite file through one of its connections. */
export async function shapeOfFile(handle: Handle): Promise<Table[]> {
  return tablesIn((await handle.query(SQLITE, [], "all")).rows as Found[]);
}

function tablesIn(found: readonly Found[]): Table[] {
  const names = [...new Set(found.map(({ table }) => table))].filter(isCarried);
  return names.map((name) => tableOf(name, found.filter(({ table }) => table === name)));
}

function tableOf(name: string, columns: readonly Found[]): Table {
  const key = columns.filter(({ place }) => place > 0).sort((one, other) => one.place - other.place).map((column) => column.name);
  return { name, key, columns: columns.map((column) => ({ name: column.name, kind: kindOf(name, column) })) };
}

/** As knex names types on SQLite, and as PostgreSQL does. */
const KINDS: readonly [RegExp, Kind][] = [[/^bigint$/i, "big"], [/^integer$/i, "integer"], [/^(varchar|char|text)/i, "text"], [/^(float|double|real)/i, "real"], [/^(blob|bytea)$/i, "bytes"]];

function kindOf(table: string, { name, type }: Found): Kind {
  const kind = KINDS.find(([pattern]) => pattern.test(type === "character varying" ? "varchar" : type))?.[1];
  if (!kind) throw new Error(`The column ${table}.${name} is of a type that cannot be copied: ${type}.`);
  return kind;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const kindsOf = (table: Table) => table.columns.map(({ kind }) => kind);
export const isSameShape = (one: readonly Table[], other: readonly Table[]) => shapeText(one) === shapeText(other);

/** Columns may stand in any order: each copy says which it has. */
function shapeText(tables: readonly Table[]): string {
  return JSON.stringify(tables.map(({ name, columns, key }) => [name, columns.map((column) => `${column.name} ${column.kind}`).sort(), key]).sort());
}
