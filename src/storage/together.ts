import { blanks } from "../lib/shapes.ts";
import { isPostgresDb } from "./dialects.ts";
import { compiledTogether, runOn, type Statement, type Value } from "./statements.ts";
import type { Db } from "./tables.ts";

/** A statement with its values, and the columns of its rows that are wanted. */
export interface Part<Row> { statement: Statement<readonly Value[], Row>; columns: readonly string[]; blank: () => Record<string, unknown>; args: readonly Value[] }
type RowsOf<Parts extends readonly Part<unknown>[]> = { -readonly [Place in keyof Parts]: Parts[Place] extends Part<infer Row> ? Row[] : never };

export function part<Args extends readonly Value[], Row, Column extends keyof Row & string>(statement: Statement<Args, Row>, columns: readonly Column[]): (...args: Args) => Part<Pick<Row, Column>> {
  const blank = blanks(columns);
  return (...args) => ({ statement: statement as unknown as Statement<readonly Value[], Pick<Row, Column>>, columns, blank, args });
}

/**
 * Several statements that read, in one trip: to SQLite's thread and back costs as much as two or three of them, so there they are one statement. On PostgreSQL each is sent after the one before, which sees what was kept
 * until then: a row that the first holds is not read as it was before.
 * The rows of a part are in no order.
 */
export async function together<const Parts extends readonly Part<unknown>[]>(db: Db, ...parts: Parts): Promise<RowsOf<Parts>> {
  return (isPostgresDb(db) ? await inTurn(db, parts) : await atOnce(db, parts)) as unknown as RowsOf<Parts>;
}

async function inTurn(db: Db, parts: readonly Part<unknown>[]): Promise<unknown[][]> {
  const found: unknown[][] = [];
  for (const { statement, args } of parts) found.push(await statement(db, ...args));
  return found;
}

async function atOnce(db: Db, parts: readonly Part<unknown>[]): Promise<unknown[][]> {
  const { name, compiled, values } = compiledTogether(db, parts);
  let sql = joined.get(name);
  if (sql === undefined) joined.set(name, (sql = join(parts, compiled.map((each) => each.sql))));
  const rows = (await runOn(db, { name, sql }, values)) as Numbered[];
  const found: unknown[][] = parts.map(() => []);
  for (const row of rows) found[row.part]!.push(named(row, parts[row.part]!));
  return found;
}

interface Numbered { part: number; [column: `c${number}`]: unknown }

const joined = new Map<string, string>();

function join(parts: readonly Part<unknown>[], sqls: readonly string[]): string {
  const places = Array.from({ length: Math.max(...parts.map(({ columns }) => columns.length)) }, (_, place) => place);
  const selects = parts.map(({ columns }, number) => `select ${number} as part, ${places.map((place) => `${place < columns.length ? `x."${columns[place]}"` : "null"} as c${place}`).join(", ")} from (${sqls[number]}) as x`);
  return selects.join(" union all ");
}

function named(row: Numbered, { columns, blank }: Part<unknown>): Record<string, unknown> {
  const read = blank();
  for (let place = 0; place < columns.length; place++) read[columns[place]!] = row[`c${place}`];
  return read;
}
