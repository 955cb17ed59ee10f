import { writeArchive } from "../lib/archive-writing.ts";
import { csvLine } from "../lib/csv-writing.ts";
import { groupBy } from "../lib/groups.ts";
import type { PersonalData } from "./personal-data-schema.ts";

type Row = Readonly<Record<string, unknown>>;

const BYTE_ORDER_MARK = "\uFEFF";

/** The same download as a ZIP archive: a CSV file for each kind of record, one for each table, and the JSON as it is. */
export function personalArchive(json: string): Uint8Array {
  const { profile, assignments, failed_sign_ins, attempts, audit_events, records } = JSON.parse(json) as PersonalData;
  const tables: [string, readonly Row[]][] = [
    ["profile", [profile]], ["assignments", assignments], ["failed-sign-ins", failed_sign_ins], ["audit-events", audit_events],
    ["attempts", attempts.map(({ answers, ...attempt }) => ({ ...attempt, answers: answers.length }))],
    ["answers", attempts.flatMap(({ id, answers }) => answers.map((answer) => ({ attempt: id, ...answer })))],
    ...[...groupBy(records, ({ table }) => table)].map(([table, rows]): [string, Row[]] => [`records/${table}`, rows.map(({ column, row }) => ({ you_are: column, ...row }))]),
  ];
  const files = tables.filter(([, rows]) => rows.length > 0).map(([name, rows]): [string, Uint8Array] => [`${name}.csv`, Buffer.from(csvOf(rows))]);
  return writeArchive(new Map([...files, ["personal-data.json", Buffer.from(json)]]));
}

/** Columns are all that any row has; lists stand as JSON. */
function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return BYTE_ORDER_MARK + csvLine(columns) + rows.map((row) => csvLine(columns.map((column) => cellOf(row[column])))).join("");
}

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
}
