import type writeExcelFile from "write-excel-file/node";
import { ArchiveError } from "../../../lib/archive-error.ts";
import { harmlessCell } from "../../../lib/cells.ts";
import { TableError } from "../../../lib/delimited.ts";
import { say } from "../../../lib/messages.ts";
import { onDemand } from "../../../lib/on-demand.ts";
import { readWorkbook } from "../../../lib/workbook.ts";
import { escapedForWorkbook } from "../../../lib/workbook-cells.ts";
import { XmlError } from "../../../lib/xml.ts";
import type { Question } from "../question.ts";
import type { Arrivals } from "./arrived.ts";
import { wordsOf } from "./csv.ts";
import type { FileError } from "./item.ts";
import { readTable, withoutHeading } from "./sheet.ts";
import type { SheetLanguage } from "./sheet-columns.ts";
import { tableOf } from "./sheet-writing.ts";

const writeXlsxFile = onDemand<typeof writeExcelFile>("write-excel-file/node");

/** Reads an Excel workbook: every sheet whose table has questions, as `readCsv` does. `line` is the row. Never throws for what stands in the file. */
export async function readExcel(bytes: Uint8Array): Promise<Arrivals> {
  try {
    if (!isArchive(bytes)) return { questions: [], errors: [{ line: 0, reason: say(isOldWorkbook(bytes) ? "sheets.workbook-old" : "sheets.no-workbook") }] };
    const sheets = await readWorkbook(bytes);
    const read = sheets.flatMap(({ rows }) => readTable(rows) ?? []);
    if (read.length === 0) return withoutHeading(sheets.find(({ rows }) => rows.length > 0)?.rows ?? []);
    return { questions: read.flatMap(({ questions }) => questions), errors: read.flatMap(({ errors }) => errors) };
  } catch (error) {
    return { questions: [], errors: [failureOf(error)] };
  }
}

function isArchive([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b;
}

/** Workbooks of Excel up to 2003, and those that a password protects, are of the same kind (OLE). */
function isOldWorkbook([first, second]: Uint8Array): boolean {
  return first === 0xd0 && second === 0xcf;
}

function failureOf(error: unknown): FileError {
  if (error instanceof ArchiveError) return { line: 0, reason: error.words };
  if (error instanceof TableError) return { line: error.line, reason: error.reason === "broken" ? say("sheets.workbook-broken") : wordsOf(error) };
  if (error instanceof XmlError) return { line: 0, reason: say("sheets.workbook-broken") };
  throw error;
}

/** A table of a workbook, its headers first. */
export interface SheetToWrite { name: string; rows: readonly (readonly string[])[]; widths: readonly number[] }

/** An Excel workbook of these questions. */
export function writeExcel(questions: readonly Question[], language: SheetLanguage = "en"): Promise<Uint8Array> {
  return workbookOf([questionSheet(questions, language)]);
}

export function questionSheet(questions: readonly Question[], language: SheetLanguage): SheetToWrite {
  const rows = tableOf(questions, language);
  const widthOf = (header: string) => (/^(?:Question|Frage|Explanation|Erklärung)$/.test(header) ? 50 : /^(?:Option|Feedback|Rückmeldung) /.test(header) ? 28 : 16);
  return { name: language === "en" ? "Questions" : "Fragen", rows, widths: rows[0]!.map(widthOf) };
}

/** Every cell is text, harmless also after a spreadsheet has saved it as comma-separated values. */
export async function workbookOf(sheets: readonly SheetToWrite[]): Promise<Uint8Array> {
  const made = sheets.map(({ name, rows, widths }) => ({ sheet: name, data: rows.map(dataOf), columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }));
  return new Uint8Array(await writeXlsxFile()(made).toBuffer());
}

function dataOf(row: readonly string[], place: number) {
  return row.map((text) => (text === "" ? null : { value: escapedForWorkbook(harmlessCell(text)), type: String, wrap: true, alignVertical: "top" as const, ...(place === 0 ? { fontWeight: "bold" as const } : {}) }));
}
