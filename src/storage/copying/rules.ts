import { isPostgresDb } from "../dialects.ts";
import type { Db } from "../tables.ts";
import { isCarried } from "./shape.ts";

/** What a table is kept right by, beside its columns: an index, a trigger or, on PostgreSQL, a constraint, in words that are the same where it does the same. */
export interface Rule { name: string; table: string; words: string }

const SQLITE = `SELECT name, tbl_name AS "table", sql AS words FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY name`;

/** An index that was never finished, a trigger that is switched off and a key that was not checked say so in their words. */
const POSTGRES = `SELECT c.relname AS name, t.relname AS "table", pg_get_indexdef(c.oid, 0, true) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END AS words
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid WHERE t.relnamespace = current_schema()::regnamespace
  UNION ALL SELECT g.tgname, t.relname, concat_ws(' ', pg_get_triggerdef(g.oid, true), g.tgenabled, p.prosrc)
  FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid WHERE NOT g.tgisinternal AND t.relnamespace = current_schema()::regnamespace
  UNION ALL SELECT k.conname, t.relname, pg_get_constraintdef(k.oid, true)
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid WHERE k.contype IN ('f', 'c') AND t.relnamespace = current_schema()::regnamespace ORDER BY 1`;

/** The rules of the tables that a database has and that are carried over. */
export async function readRules(db: Db): Promise<Rule[]> {
  const answer = await db.raw<Rule[] | { rows: Rule[] }>(isPostgresDb(db) ? POSTGRES : SQLITE);
  return (Array.isArray(answer) ? answer : answer.rows).filter(({ table }) => isCarried(table));
}
