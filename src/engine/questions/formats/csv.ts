import { delimiterOf, readDelimited, TableError, writeDelimited } from "../../../lib/delimited.ts";
import { say, type Message } from "../../../lib/messages.ts";
import type { Question } from "../question.ts";
import type { Arrivals } from "./arrived.ts";
import { readTable, withoutHeading } from "./sheet.ts";
import type { SheetLanguage } from "./sheet-columns.ts";
import { tableOf } from "./sheet-writing.ts";

/**
 * Reads comma-, semicolon- or tab-separated values (RFC 4180) with one question a row, in the columns of docs/formats/questions.md, of Kahoot's template or with one right and
 * several wrong options. `line` of what arrives, and of errors, is that of the text. Never throws for what stands in the text.
 */
export function readCsv(text: string): Arrivals {
  try {
    const rows = readDelimited(text);
    const read = readTable(rows, delimiterOf(text.replace(/^\ufeff/, "")).delimiter === ";");
    return read ?? withoutHeading(rows);
  } catch (error) {
    if (error instanceof TableError) return { questions: [], errors: [{ line: error.line, reason: wordsOf(error) }] };
    throw error;
  }
}

/** The same the other way. Cells that a spreadsheet could run as formulas are made harmless, and read back as they were. */
export function writeCsv(questions: readonly Question[], language: SheetLanguage = "en"): string {
  return writeDelimited(tableOf(questions, language));
}

/** Why a table was not read, and what to do. */
export function wordsOf({ reason }: TableError): Message {
  return say(`sheets.tables.${reason}`);
}
