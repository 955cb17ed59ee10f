import { say, type Message } from "../../../lib/messages.ts";
import type { Question } from "../question.ts";
import { writeAiken } from "./aiken-writing.ts";
import { writeCsv } from "./csv.ts";
import { writeExcel } from "./excel.ts";
import { writeGift } from "./gift-writing.ts";
import { byText, MOODLE_XML, qtiOf, type Picture } from "./item-writers.ts";
import { writeJson } from "./json.ts";
import type { SheetLanguage } from "./sheet-columns.ts";
import { hasPictures, lostInTable } from "./sheet-writing.ts";

/** A way to write questions to a file. `lost` says what the file cannot carry of a question: nothing where all of it comes back. `refuses` says why a question cannot stand in it at all. */
export interface Writer {
  name: string; ending: string; type: string;
  write: (questions: readonly Question[], pictures: readonly Picture[], language: SheetLanguage) => string | Uint8Array | Promise<string | Uint8Array>;
  lost: (question: Question) => Message[];
  refuses?: (question: Question) => Message | undefined;
}

/** Every format to which questions are exported, in the order in which they are offered. */
export const WRITERS: readonly Writer[] = [
  { name: "json", ending: "json", type: "application/json", write: writeJson, lost: (question) => (hasPictures(question) ? [say("lost.pictures")] : []) },
  { name: "excel", ending: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: (questions, _pictures, language) => writeExcel(questions, language), lost: lostInTable },
  { name: "csv", ending: "csv", type: "text/csv", write: (questions, _pictures, language) => writeCsv(questions, language), lost: lostInTable },
  { name: "gift", ending: "gift", type: "text/plain", ...byText(writeGift) },
  { name: "aiken", ending: "txt", type: "text/plain", ...byText(writeAiken) },
  { name: "moodle-xml", ending: "xml", type: "application/xml", ...MOODLE_XML },
  { name: "qti-three", ending: "zip", type: "application/zip", ...qtiOf("3.0") },
  { name: "qti-two-two", ending: "zip", type: "application/zip", ...qtiOf("2.2") },
  { name: "qti-two-one", ending: "zip", type: "application/zip", ...qtiOf("2.1") },
  { name: "qti-one-two", ending: "zip", type: "application/zip", ...qtiOf("1.2") },
];

export function findWriter(name: string): Writer | undefined {
  return WRITERS.find((writer) => writer.name === name);
}
