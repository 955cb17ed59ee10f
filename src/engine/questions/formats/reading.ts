import { readAiken } from "./aiken.ts";
import { readGift } from "./gift.ts";
import { readMoodleXml } from "./moodle-xml.ts";
import { readQti } from "./qti/reading.ts";
import type { FileContent } from "./item.ts";

/** A format of other systems. `suits`: whether bytes look like it, by what is in them first and by the file's name where that says nothing. The first that suits reads. */
export interface Format { name: string; suits: (bytes: Uint8Array, fileName: string) => boolean; read: (bytes: Uint8Array) => FileContent | Promise<FileContent> }

/** More than this is no file of questions. */
export const MOST_BYTES = 20_000_000;

/** The sharpest first: GIFT is any text, so it comes last. */
export const FORMATS: readonly Format[] = [
  { name: "Moodle-XML", suits: (bytes, fileName) => /\.mbz$/i.test(fileName) || rootOf(bytes) === "quiz", read: readMoodleXml },
  { name: "QTI", suits: (bytes, fileName) => isArchive(bytes) || /^(?:qti-|assessment|questestinterop|manifest)/i.test(rootOf(bytes) ?? "") || (/\.(?:xml|dat)$/i.test(fileName) && rootOf(bytes) !== undefined), read: (bytes) => readQti(bytes, "") },
  { name: "Aiken", suits: (bytes) => isAiken(beginningOf(bytes)), read: readAiken },
  { name: "GIFT", suits: (bytes, fileName) => !/[\0]/.test(beginningOf(bytes)) && (/\{/.test(beginningOf(bytes)) || /\.(?:gift|txt)$/i.test(fileName)), read: readGift },
];

/** The format that a file seems to have; undefined where it is none that can be read. */
export function formatFor(bytes: Uint8Array, fileName: string): Format | undefined {
  return FORMATS.find(({ suits }) => suits(bytes, fileName));
}

/** Enough of the text to know it by, whatever its encoding. */
function beginningOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isWide = first === 0xff || first === 0xfe || first === 0 || second === 0;
  const encoding = first === 0xfe || first === 0 ? "utf-16be" : isWide ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(bytes.subarray(0, 200_000));
}

function isArchive([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b;
}

/** The local name of the element with which a document of XML begins, behind its declaration, comments and document type; undefined for what is no XML. */
function rootOf(bytes: Uint8Array): string | undefined {
  const text = beginningOf(bytes);
  const start = /^(?:\s|<\?[^]*?\?>|<!--[^]*?-->)*/.exec(text)![0].length;
  return /^<(?:!DOCTYPE\s+)?(?:[\w-]+:)?([\w-]+)/i.exec(text.slice(start, start + 200))?.[1];
}

/** A line with the letter of the right choice, lines of choices, and no braces with the signs of GIFT. */
function isAiken(text: string): boolean {
  return /^[ \t]*ANSWER:/m.test(text) && /^[ \t]*[A-Z][.)]/m.test(text) && !/(?<!\\)\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}])/.test(text);
}
