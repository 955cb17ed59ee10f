import { openHandle } from "../../src/storage/sqlite/handle.ts";
import type { Column, Table } from "../../src/storage/copying/shape.ts";

const ROWS = 3;
const TEXTS = ["plain", "Ünïcode 🦊 \u2028 \u0001\u001f", "it's \"quoted\" \\ and\r\n\tcut <&>", "null", "{\"json\": [1, 2.50]}", "", "  kept  "];
const REALS = [0.48090085438429647, 0.1 + 0.2, -0, 5, 1e-7, 1.7976931348623157e308, 5e-324, -12345678.9];
const BIGS = ["9223372036854775807", "-9007199254740993", "42", "0"];
const QUESTION = JSON.stringify({ schema: 1, kind: "single", level: "recall", difficulty: "medium", stem: "Who sent it?", explanation: "E", facts: [], topic: "patching", evidence: [], enemies: [], options: [] });

interface Key { table: string; from: string }

/** Puts three rows of awkward values into every table of a SQLite file that nobody else has open: whatever a column can hold, whatever the rules of the program say. */
export async function fillEveryTable(file: string, tables: readonly Table[]): Promise<void> {
  const handle = await openHandle(file, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN");
  const all = async <Row>(sql: string) => (await handle.query(sql, [], "all")).rows as Row[];
  const triggers = await all<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
  for (const { name } of triggers) await handle.exec(`DROP TRIGGER ${name}`);
  const keys = await all<Key>("SELECT m.name AS \"table\", f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'");
  for (const table of tables) {
    await handle.exec(`DELETE FROM "${table.name}"`);
    const leads = new Set(keys.filter((key) => key.table === table.name).map(({ from }) => from));
    const names = table.columns.map(({ name }) => `"${name}"`).join(", ");
    for (let row = 1; row <= rowsOf(table); row++) {
      const values = table.columns.map((column, place) => valueFor(table, column, leads, row, place));
      await handle.query(`INSERT INTO "${table.name}" (${names}) VALUES (${values.map(() => "?").join(", ")})`, values, "run");
    }
  }
  await handle.exec("UPDATE sqlite_sequence SET seq = 1000");
  for (const { sql } of triggers) await handle.exec(sql);
  await handle.exec("COMMIT");
  await handle.close();
}

/** The log has one end. */
export const rowsOf = ({ name }: { name: string }) => (name === "audit_head" ? 1 : ROWS);

function valueFor(table: Table, { name, kind }: Column, leads: ReadonlySet<string>, row: number, place: number): unknown {
  if (table.name === "question_versions" && name === "body") return QUESTION;
  if (table.name === "audit_head") return kind === "text" ? "hash" : name === "id" ? row : 5_000_000;
  if (table.name === "questions" && name === "newest_version_id") return row;
  if (kind === "integer") return leads.has(name) || table.key.includes(name) ? row : row * 1_000_003 - place;
  if (kind === "big") return BIGS[(row + place) % BIGS.length];
  if (kind === "real") return REALS[(row + place) % REALS.length];
  if (kind === "bytes") return Buffer.from([row, 0, 255, 39, 10]);
  return leads.has(name) || name === "digest" || (name === "id" && table.name === "sessions") ? String(row) : `${TEXTS[(row + place) % TEXTS.length]} ${row}`;
}
