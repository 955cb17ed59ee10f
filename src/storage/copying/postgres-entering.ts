import type { Db } from "../tables.ts";
import type { Kind } from "./cells.ts";
import type { Entrance } from "./loading.ts";
import { quoted, type Table } from "./shape.ts";

const CAST: Readonly<Record<Kind, (cell: string) => string>> = {
  text: (cell) => cell, integer: (cell) => `(${cell})::integer`, big: (cell) => `(${cell})::bigint`, real: (cell) => `(${cell})::double precision`, bytes: (cell) => `decode(${cell}, 'hex')`,
};
const KEYS = `SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`;

/**
 * Takes keys off and switches triggers off, empties every table, and lets rows in, all in one transaction: whoever looks meanwhile waits or sees what was there before.
 * Only the owner of the tables can; no superuser is needed.
 */
export async function enterPostgres(tx: Db, tables: readonly Table[]): Promise<Entrance> {
  const keys = (await tx.raw<{ rows: { table: string; name: string; rule: string }[] }>(KEYS)).rows;
  for (const wait of ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]) await tx.raw(`SET LOCAL ${wait} = 0`);
  for (const { table, name } of keys) await tx.raw(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  for (const { name } of tables) await tx.raw(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
  await tx.raw(`TRUNCATE ${[...tables.map(({ name }) => quoted(name)), "question_words"].join(", ")}`);

  return {
    async put({ name, columns }, lines) {
      const cells = columns.map(({ kind }, place) => CAST[kind](`value ->> ${place}`)).join(", ");
      await tx.raw(`INSERT INTO ${quoted(name)} (${columns.map((column) => quoted(column.name)).join(", ")}) SELECT ${cells} FROM json_array_elements(CAST(? AS json)) AS value`, [`[${lines.join(",")}]`]);
    },
    async end(numbers) {
      for (const { table, name, rule } of keys) await tx.raw(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${rule}`);
      for (const { name } of tables) await tx.raw(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
      for (const { name, columns } of tables) if (columns.some((column) => column.name === "id" && column.kind !== "text")) await goOnFrom(tx, name, numbers.get(name) ?? 0);
    },
  };
}

/** The next id is a new one, also where the newest rows were removed. */
async function goOnFrom(tx: Db, table: string, last: number): Promise<void> {
  await tx.raw(`SELECT setval(pg_get_serial_sequence(?, 'id'), greatest(1, newest, ?), greatest(newest, ?) > 0) FROM (SELECT coalesce(max(id), 0) AS newest FROM ${quoted(table)}) AS ids
    WHERE pg_get_serial_sequence(?, 'id') IS NOT NULL`, [quoted(table), last, last, quoted(table)]);
}
