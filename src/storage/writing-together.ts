import { isPostgresDb } from "./dialects.ts";
import { sendTogether } from "./postgres/pipeline.ts";
import { surelyAdds } from "./sqlite/words.ts";
import { askedBy, compiledTogether, runOn, type Compiled, type Statement, type Value } from "./statements.ts";
import type { Db } from "./tables.ts";

/** A statement that writes, with its values. */
export interface Writing { statement: Statement<readonly Value[], never>; args: readonly Value[] }

export function writing<Args extends readonly Value[]>(statement: Statement<Args, never>): (...args: Args) => Writing {
  return (...args) => ({ statement: statement as unknown as Writing["statement"], args });
}

/** So many go at once: each number of them is a view of its own. */
const MOST = 24;

/**
 * Several statements that write, one after the other, in one trip. On SQLite they are what a trigger does for a view that holds nothing: a row of all their values is inserted there.
 * One that fails takes back those before it; on SQLite only those, on PostgreSQL the transaction. In a deed of deeds.ts PostgreSQL gets them with whatever the deed asks next, or with its end.
 */
export async function writeTogether(db: Db, writings: readonly Writing[]): Promise<void> {
  if (writings.length === 0) return;
  if (isPostgresDb(db)) return sendTogether(db, writings.map((each) => askedBy(db, each)));
  for (let at = 0; at < writings.length; at += MOST) {
    const some = writings.slice(at, at + MOST);
    await (some.length === 1 ? alone : atOnce)(db, some);
  }
}

async function alone(db: Db, [writing]: readonly Writing[]): Promise<void> {
  await writing!.statement(db, ...writing!.args);
}

async function atOnce(db: Db, writings: readonly Writing[]): Promise<void> {
  const { name, compiled, values } = compiledTogether(db, writings);
  const view = viewOf(name, compiled, values.length);
  const insert = () => runOn(db, { name: view.name, sql: view.insert }, values);
  await insert().catch(async (error: unknown) => {
    if (!(error instanceof Error && error.message.endsWith(`no such table: temp.${view.name}`))) throw error;
    for (const sql of view.making) await runOn(db, { name: "", sql }, []);
    await insert();
  });
}

/** It belongs to a connection, which does not know it until it is made there, or no more if that was taken back. */
interface View { name: string; insert: string; making: readonly string[] }

const views = new Map<string, View>();

function viewOf(name: string, compiled: readonly Compiled[], values: number): View {
  let known = views.get(name);
  if (!known) views.set(name, (known = plan(`${compiled.some(({ sql }) => surelyAdds(sql)) ? "written" : "changed"}_${views.size}`, compiled.map(({ sql }) => sql), values)));
  return known;
}

function plan(name: string, sqls: readonly string[], values: number): View {
  const places = Array.from({ length: values }, (_, place) => `v${place}`);
  let place = 0;
  const deeds = sqls.map((sql) => `${sql.replace(/\?/g, () => `NEW.v${place++}`)};`);
  if (place !== values) throw new Error(`A statement of ${values} values asks for ${place}: ${sqls.join("; ")}`);
  return {
    name,
    insert: `INSERT INTO temp.${name} VALUES (${places.map(() => "?").join(", ")})`,
    making: [
      `CREATE TEMP VIEW ${name} AS SELECT ${places.map((each) => `NULL AS ${each}`).join(", ")}`,
      `CREATE TEMP TRIGGER ${name}_insert INSTEAD OF INSERT ON ${name} BEGIN ${deeds.join(" ")} END`,
    ],
  };
}
