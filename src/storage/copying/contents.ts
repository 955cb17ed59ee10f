import { stat } from "node:fs/promises";
import type { Knex } from "knex";
import { isPostgresDb } from "../dialects.ts";
import { openHandle } from "../sqlite/handle.ts";
import type { Db } from "../tables.ts";
import { fileBehind } from "./rows.ts";
import { quoted, readShape } from "./shape.ts";

/** What migrations themselves put into a new database. */
const BORN_WITH = ["audit_head", "summary_marks"];

/** A table with rows that somebody or something put there; undefined where the database is empty or was only just made. */
export async function findFilledTable(db: Db): Promise<string | undefined> {
  for (const { name } of await readShape(db)) if (!BORN_WITH.includes(name) && (await (db as unknown as Knex)(name).first(db.raw("1 AS there")))) return name;
  return undefined;
}

const IDENTITY = "SELECT oid || ' ' || pg_postmaster_start_time() AS identity FROM pg_database WHERE datname = current_database()";

/** The same for every address by which one database can be reached, and for no other database. */
export async function identityOf(db: Db): Promise<string> {
  if (isPostgresDb(db)) return (await db.raw<{ rows: { identity: string }[] }>(IDENTITY)).rows[0]!.identity;
  const { dev, ino } = await stat(fileBehind(db), { bigint: true });
  return `${dev} ${ino}`;
}

/** Nobody else has this SQLite file open when it ends, and everything is in the file itself. False where somebody has. */
export async function closeOff(file: string): Promise<boolean> {
  const handle = await openHandle(file, "PRAGMA busy_timeout = 1000");
  try {
    const { rows } = await handle.query("PRAGMA journal_mode = DELETE", [], "all");
    return (rows[0] as { journal_mode: string }).journal_mode === "delete";
  } catch (error) {
    if ((error as { code?: string }).code === "SQLITE_BUSY") return false;
    throw error;
  } finally {
    await handle.close();
  }
}

/** What SQLite says of a file that it cannot read as a database. */
export function isDamaged(error: unknown): boolean {
  return ["SQLITE_NOTADB", "SQLITE_CORRUPT"].includes((error as { code?: string }).code ?? "");
}

const OTHERS = "SELECT count(*) AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

/** How many other connections there are to this database of PostgreSQL; none can be counted on SQLite. */
export async function countOthers(tx: Db): Promise<number> {
  return isPostgresDb(tx) ? Number((await tx.raw<{ rows: { others: string }[] }>(OTHERS)).rows[0]!.others) : 0;
}

/** Removes every table of ours, with what hangs on it, within a transaction of PostgreSQL. */
export async function dropTables(tx: Db): Promise<void> {
  const names = (await readShape(tx)).map(({ name }) => name);
  if (names.length === 0) return;
  const all = [...names, "question_words", "knex_migrations", "knex_migrations_lock"];
  const made = await tx.raw<{ rows: { name: string }[] }>(`SELECT DISTINCT t.tgfoid::regprocedure::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY (?)`, [all]);
  await tx.raw(`DROP TABLE IF EXISTS ${all.map(quoted).join(", ")} CASCADE`);
  for (const { name } of made.rows) await tx.raw(`DROP FUNCTION IF EXISTS ${name}`);
}
