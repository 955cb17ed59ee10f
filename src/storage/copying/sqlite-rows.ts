import type { Handle } from "../sqlite/handle.ts";
import { portionOf, type Reader, type Row } from "./reader.ts";
import { quoted, type Table } from "./shape.ts";

/** Portion after portion by key, so that no list of rows is ever longer than one; the transaction around them is one snapshot. */
export function readSqlite(handle: Handle): Reader {
  const all = async (sql: string, bindings: readonly unknown[] = []) => (await handle.query(sql, bindings, "all")).rows as Row[];

  async function* portionsOf(table: Table): AsyncGenerator<Row[]> {
    const key = table.key.map(quoted).join(", ");
    const columns = table.columns.map(({ name, kind }) => (kind === "big" ? `CAST(${quoted(name)} AS text) AS ${quoted(name)}` : quoted(name))).join(", ");
    const after = table.key.map((_, place) => `?${place + 1}`).join(", ");
    const limit = portionOf(table);
    for (let last: Row | undefined; ;) {
      const from = last ? ` WHERE (${key}) > (${after})` : "";
      const rows = await all(`SELECT ${columns} FROM ${quoted(table.name)}${from} ORDER BY ${key} LIMIT ${limit}`, last ? table.key.map((name) => last![name]) : []);
      if (rows.length > 0) yield rows;
      if (rows.length < limit) return;
      last = rows.at(-1);
    }
  }

  return {
    portionsOf,
    count: async (table) => Number((await all(`SELECT count(*) AS total FROM ${quoted(table.name)}`))[0]!["total"]),
    numbers: async () => new Map((await all("SELECT name, seq FROM sqlite_sequence")).map(({ name, seq }) => [String(name), Number(seq)])),
  };
}
