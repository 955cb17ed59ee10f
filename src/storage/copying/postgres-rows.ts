import type { Db } from "../tables.ts";
import { portionOf, type Reader, type Row } from "./reader.ts";
import { quoted, type Table } from "./shape.ts";

const NUMBERS = `SELECT t.relname AS name, s.last_value AS last FROM pg_sequences s JOIN pg_class c ON c.relname = s.sequencename AND c.relnamespace = current_schema()::regnamespace
  JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass JOIN pg_class t ON t.oid = d.refobjid
  WHERE s.schemaname = current_schema() AND s.last_value IS NOT NULL`;

/** A cursor a table; texts in keys are ordered by their bytes, as SQLite does. Reading a whole table may take as long as it takes. */
export function readPostgres(tx: Db): Reader {
  const all = async (sql: string) => (await tx.raw<{ rows: Row[] }>(sql)).rows;
  const patient = tx.raw("SET LOCAL statement_timeout = 0").then(() => tx.raw("SET LOCAL idle_in_transaction_session_timeout = 0"));
  patient.catch(() => undefined);

  async function* portionsOf(table: Table): AsyncGenerator<Row[]> {
    await patient;
    const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
    const order = table.key.map((name) => `${quoted(name)}${kinds.get(name) === "text" ? ' COLLATE "C"' : ""}`).join(", ");
    const columns = table.columns.map(({ name, kind }) => (kind === "big" ? `${quoted(name)}::text` : quoted(name))).join(", ");
    await tx.raw(`DECLARE copying NO SCROLL CURSOR FOR SELECT ${columns} FROM ${quoted(table.name)} ORDER BY ${order}`);
    for (let isMore = true; isMore;) {
      const rows = await all(`FETCH ${portionOf(table)} FROM copying`);
      if (rows.length > 0) yield rows;
      isMore = rows.length === portionOf(table);
    }
    await tx.raw("CLOSE copying");
  }

  return {
    portionsOf,
    count: async (table) => { await patient; return Number((await all(`SELECT count(*) AS total FROM ${quoted(table.name)}`))[0]!["total"]); },
    numbers: async () => { await patient; return new Map((await all(NUMBERS)).map(({ name, last }) => [String(name), Number(last)])); },
  };
}
