import type { Knex } from "knex";
import { isPostgresDb, refuseWhereOver } from "./dialects.ts";
import { askTogether } from "./postgres/pipeline.ts";
import { isPlanOutdated } from "./postgres/repeating.ts";
import type { Asked } from "./postgres/trips.ts";
import { directConnection, type Connection } from "./sqlite/client.ts";
import type { Db } from "./tables.ts";

/** Values only: text, numbers and null. A null fits `=` nowhere, as in SQL. */
export type Value = string | number | null;
type Build<Args extends readonly Value[]> = (db: Db, ...args: Args) => Knex.QueryBuilder | Knex.Raw;

/** Gives the rows. In a transaction it runs there. */
export interface Statement<Args extends readonly Value[], Row> { (db: Db, ...args: Args): Promise<Row[]>; compiledFor: (db: Db, values: number) => Compiled }
/** The words of a statement and its values: each stands at a place among the arguments, or the query itself names it. */
export interface Compiled extends Words { valuesOf: (args: readonly Value[]) => unknown[] }
/** The name is what PostgreSQL keeps it under. */
interface Words { name: string; sql: string }

const MARK = "\u0001value ";
let made = 0;

/**
 * A query that is built by Knex once for each kind of database, and only run after that: building costs several times what running does, and learners' pages run the same few all day.
 * `build` is called with marks in place of the arguments, so it must put them into the query as they are: no lists, no conditions on them, no `limit`.
 */
export function statement<Args extends readonly Value[], Row>(build: Build<Args>): Statement<Args, Row> {
  const name = `statement-${made++}`;
  const compiled = new Map<boolean, Compiled>();

  function compiledFor(db: Db, count: number): Compiled {
    const isPostgres = isPostgresDb(db);
    let known = compiled.get(isPostgres);
    if (!known) compiled.set(isPostgres, (known = compile(db, build, count, name)));
    return known;
  }

  const run = (db: Db, ...args: Args): Promise<Row[]> => {
    const known = compiledFor(db, args.length);
    return runOn(db, known, known.valuesOf(args)) as Promise<Row[]>;
  };
  return Object.assign(run, { compiledFor });
}

function compile<Args extends readonly Value[]>(db: Db, build: Build<Args>, count: number, name: string): Compiled {
  const marks = Array.from({ length: count }, (_, place) => `${MARK}${place}`);
  const { sql, bindings } = build(db, ...(marks as unknown as Args)).toSQL().toNative();
  const values = bindings.map((value): Filled => (typeof value === "string" && value.startsWith(MARK) ? { place: Number(value.slice(MARK.length)) } : { value }));
  const written = isPostgresDb(db) ? { sql, left: values } : withNumbers(sql, values);
  return { name, sql: written.sql, valuesOf: (args) => written.left.map((each) => ("place" in each ? args[each.place] : each.value)) };
}

type Filled = { place: number } | { value: unknown };

/** Whole numbers of the query itself stand in its words: SQLite plans a statement anew each time that it is given another value for a `LIMIT`, also where it is the same again. */
function withNumbers(sql: string, values: readonly Filled[]): { sql: string; left: readonly Filled[] } {
  const left: Filled[] = [];
  let at = 0;
  const words = sql.replace(/\?/g, () => {
    const each = values[at++];
    if (each && "value" in each && Number.isInteger(each.value)) return String(each.value);
    if (each) left.push(each);
    return "?";
  });
  return at === values.length ? { sql: words, left } : { sql, left: values };
}

/** What PostgreSQL is asked by a statement with its values. */
export function askedBy(db: Db, { statement, args }: { statement: Pick<Statement<readonly Value[], unknown>, "compiledFor">; args: readonly Value[] }): Asked {
  const { name, sql, valuesOf } = statement.compiledFor(db, args.length);
  return { name, text: sql, values: valuesOf(args) };
}

/** Several statements with their values, compiled for this kind of database: what they are called together, and all their values in a row. */
export function compiledTogether(db: Db, asked: readonly { statement: Pick<Statement<readonly Value[], unknown>, "compiledFor">; args: readonly Value[] }[]): { name: string; compiled: readonly Compiled[]; values: unknown[] } {
  const compiled = asked.map(({ statement, args }) => statement.compiledFor(db, args.length));
  return { name: compiled.map((each) => each.name).join(), compiled, values: compiled.flatMap(({ valuesOf }, place) => valuesOf(asked[place]!.args)) };
}

/** Runs words that were compiled for this kind of database. */
export function runOn(db: Db, { name, sql }: Words, values: unknown[]): Promise<unknown[]> {
  return isPostgresDb(db) ? runTogether(db, [{ name, text: sql, values }]).then(([rows]) => rows!) : onSqlite(db, sql, values);
}

interface Client { acquireConnection: () => Promise<unknown> }

async function onSqlite(db: Db, sql: string, values: unknown[]): Promise<unknown[]> {
  refuseWhereOver(db);
  const connection = directConnection(db) ?? ((await (db.client as Client).acquireConnection()) as Connection);
  try {
    return (await connection.query(sql, values, "all")).rows;
  } catch (error) {
    throw traced(error as Error);
  }
}

/** With a stack that leads to whoever asked. */
function traced(error: Error): Error {
  Error.captureStackTrace(error, traced);
  return error;
}

/** Several statements in one trip to PostgreSQL. Each outside of a transaction may be asked again: it was prepared for a table whose columns have changed since. */
export async function runTogether(db: Db, asked: readonly Asked[]): Promise<unknown[][]> {
  try {
    return await askTogether(db, asked);
  } catch (error) {
    if (db.isTransaction || !isPlanOutdated(error)) throw traced(error as Error);
    return runTogether(db, asked);
  }
}
