import { DecodingError, decodeText } from "../../../lib/decoding.ts";
import { say } from "../../../lib/messages.ts";
import { FILLED, type Arrivals } from "./arrived.ts";
import { readCsv } from "./csv.ts";
import { readExcel } from "./excel.ts";
import { readFolder } from "./folder.ts";
import type { FileContent } from "./item.ts";
import { readJson } from "./json.ts";
import { questionOf } from "./question-of.ts";
import { formatFor } from "./reading.ts";

/** A kind of file that questions come in, by how its name ends. */
export interface FileKind { name: string; endings: readonly string[]; read: (bytes: Uint8Array) => Arrivals | Promise<Arrivals> }

/** Every kind of file that is taken, in the order in which they are offered. */
export const FILE_KINDS: readonly FileKind[] = [
  { name: "excel", endings: ["xlsx"], read: readExcel },
  { name: "csv", endings: ["csv", "tsv"], read: (bytes) => readText(bytes, readCsv, windowsText) },
  { name: "json", endings: ["json"], read: (bytes) => readText(bytes, readJson) },
];

/** How the names of files of other systems end; what is in them says which format it is. */
const OF_OTHERS = ["gift", "txt", "xml", "zip"];

/** Backups of Moodle are read as far as to say what to export instead; Blackboard calls the documents in its archives so, Canvas its exports (Common Cartridge). */
const ALSO_READ = ["mbz", "dat", "aiken", "imscc"];

/** Workbooks with macros are read like those without; of old ones is said how to save them anew. */
const ALSO_CALLED: Readonly<Record<string, string>> = { xlsm: "xlsx", xltx: "xlsx", xls: "xlsx" };

/** Every ending that is taken, with its dot. */
export const ENDINGS = [...FILE_KINDS.flatMap(({ endings }) => endings), ...OF_OTHERS].map((ending) => `.${ending}`);

/** The kind of a file by its name and, where that leaves it open, by what is in it; undefined where it is none. */
export function fileKindOf(name: string, bytes: Uint8Array): FileKind | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? "";
  const ours = FILE_KINDS.find(({ endings }) => endings.includes(ALSO_CALLED[ending] ?? ending));
  const others = ours || ![...OF_OTHERS, ...ALSO_READ].includes(ending) ? undefined : formatFor(bytes, name);
  return ours ?? (others && { name: others.name.toLowerCase(), endings: [ending], read: (content) => ofOthers(content, others.read) });
}

/** An archive without QTI may be a folder of files as they come from other systems. */
async function orFolder(bytes: Uint8Array, read: Arrivals): Promise<Arrivals> {
  const isOther = read.questions.length === 0 && read.errors.length === 1 && read.errors[0]!.reason.key === "qti.no-manifest";
  return (isOther ? await readFolder(bytes, (name, content) => fileKindOf(name, content)?.read) : undefined) ?? read;
}

/** An alphabet that is not known is the fault of the file. */
async function ofOthers(bytes: Uint8Array, read: (bytes: Uint8Array) => FileContent | Promise<FileContent>): Promise<Arrivals> {
  try {
    return await orFolder(bytes, arrivalsOf(await read(bytes)));
  } catch (error) {
    if (error instanceof DecodingError) return { questions: [], errors: [{ line: 0, reason: error.words }] };
    throw error;
  }
}

/** The questions that items become; what none of our kinds can hold is an error with its line, by name. */
export function arrivalsOf({ items, errors }: FileContent): Arrivals {
  const become = items.map((item) => ({ item, became: questionOf(item, FILLED) }));
  return {
    questions: become.flatMap(({ item, became }) => ("question" in became ? [{ item, line: item.line, files: item.files, question: became.question, dropped: became.dropped, without: ["topic", "level", "difficulty"] as const }] : [])),
    errors: [...errors, ...become.flatMap(({ item: { line, name }, became }) => ("refused" in became ? [{ line, reason: became.refused, name }] : []))],
  };
}

function readText(bytes: Uint8Array, read: (text: string) => Arrivals, otherwise?: (bytes: Uint8Array) => string): Arrivals {
  try {
    const text = decodeText(bytes);
    if (text.includes("\0")) return { questions: [], errors: [{ line: 0, reason: say("imports.no-text") }] };
    return read(text);
  } catch (error) {
    if (!(error instanceof DecodingError)) throw error;
    return otherwise ? read(otherwise(bytes)) : { questions: [], errors: [{ line: 0, reason: error.words }] };
  }
}

/** What old versions of Excel save as CSV is in the alphabet of Windows, and does not say so. Every byte is a sign there, and the preview shows what was read. */
function windowsText(bytes: Uint8Array): string {
  const declared = Buffer.from('<?xml encoding="windows-1252"?>');
  return decodeText(Buffer.concat([declared, bytes])).slice(declared.length);
}
