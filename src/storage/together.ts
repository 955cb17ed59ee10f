import { isPostgresDb } from "./dialects.ts";
import { askedBy, compiledTogether, runOn, runTogether, type Statement, type Value } from "./statements.ts";
import type { Db } from "./tables.ts";

/** A statement with its values, and the columns of its rows that are wanted. */
export interface Part<Row> { statement: Statement<readonly Value[], Row>; columns: readonly string[]; args: readonly Value[] }
type RowsOf<Parts extends readonly Part<unknown>[]> = { -readonly [Place in keyof Parts]: Parts[Place] extends Part<infer Row> ? Row[] : never };

export function part<Args extends readonly Value[], Row, Column extends keyof Row & string>(statement: Statement<Args, Row>, columns: readonly Column[]): (...args: Args) => Part<Pick<Row, Column>> {
  return (...args) => ({ statement: statement as unknown as Statement<readonly Value[], Pick<Row, Column>>, columns, args });
}

/**
 * Several statements that read, in one trip: to SQLite's thread and back costs as much as two or three of them, so there they are one statement. PostgreSQL gets them one after the other, without
 * waiting for the rows of the one before, and each sees what was kept until then: a row that the first holds is not read as it was before.
 * The rows of a part are in no order.
 */
export async function together<const Parts extends readonly Part<unknown>[]>(db: Db, ...parts: Parts): Promise<RowsOf<Parts>> {
  return (isPostgresDb(db) ? await runTogether(db, parts.map((part) => askedBy(db, part))) : await atOnce(db, parts)) as unknown as RowsOf<Parts>;
}

async function atOnce(db: Db, parts: readonly Part<unknown>[]): Promise<unknown[][]> {
  const { name, compiled, values } = compiledTogether(db, parts);
  let sql = joined.get(name);
  if (sql === undefined) joined.set(name, (sql = join(parts, compiled.map((each) => each.sql))));
  const rows = (await runOn(db, { name, sql }, values)) as { part: number; row: string }[];
  const found: unknown[][] = parts.map(() => []);
  for (const { part, row } of rows) found[part]!.push(JSON.parse(row));
  return found;
}

const joined = new Map<string, string>();

/** A row is one text: the driver takes as long for a column as JSON for ten. A column that SQLite made as JSON itself would be read as such. */
function join(parts: readonly Part<unknown>[], sqls: readonly string[]): string {
  return parts.map(({ columns }, number) => `select ${number} as part, json_object(${columns.map((column) => `'${column}', ${REALS.has(column) ? exact(`x."${column}"`) : `x."${column}"`}`).join(", ")}) as row from (${sqls[number]}) as x`).join(" union all ");
}

/** What columns of type REAL are called. Of such a number SQLite's JSON says fifteen digits, which is not all of it. */
export const REALS: ReadonlySet<string> = new Set(["chance", "counter", "decay", "difficulty", "expected", "likelihood", "logits", "pace", "points", "score", "score_after", "score_before", "stability", "total"]);
const exact = (value: string) => `json(iif(typeof(${value}) = 'real', format('%!.20g', ${value}), json_quote(${value})))`;
