import { DecodingError, decodeText } from "../../../lib/decoding.ts";
import { say } from "../../../lib/messages.ts";
import type { Arrivals } from "./arrived.ts";
import { readCsv } from "./csv.ts";
import { readExcel } from "./excel.ts";
import { readJson } from "./json.ts";

/** A kind of file that questions come in, by how its name ends. */
export interface FileKind { name: string; endings: readonly string[]; read: (bytes: Uint8Array) => Arrivals | Promise<Arrivals> }

/** Every kind of file that is taken, in the order in which they are offered. */
export const FILE_KINDS: readonly FileKind[] = [
  { name: "excel", endings: ["xlsx"], read: readExcel },
  { name: "csv", endings: ["csv", "tsv"], read: (bytes) => readText(bytes, readCsv, windowsText) },
  { name: "json", endings: ["json"], read: (bytes) => readText(bytes, readJson) },
];

/** The kind of a file by its name; undefined where none of ours ends so. */
export function fileKindOf(name: string): FileKind | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? "";
  return FILE_KINDS.find(({ endings }) => endings.includes(ending));
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
