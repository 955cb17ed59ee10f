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
  { name: "Moodle-XML", suits: (bytes, fileName) => /\.mbz$/i.test(fileName) || /^\s*(?:<\?xml[^>]*>)?\s*(?:<!--[^]*?-->\s*)*<quiz[\s>]/.test(beginningOf(bytes)), read: readMoodleXml },
  { name: "QTI", suits: (bytes) => (bytes[0] === 0x50 && bytes[1] === 0x4b) || /^\s*<(?:\?xml|!DOCTYPE|(?:[\w-]+:)?(?:qti-|assessment|questestinterop|manifest))/i.test(beginningOf(bytes)), read: (bytes) => readQti(bytes, "") },
  { name: "Aiken", suits: (bytes) => /^ANSWER:\s*[A-Z]\s*$/m.test(beginningOf(bytes)) && !/[^\\]\{|^\{/.test(beginningOf(bytes).replace(/\\\{/g, "")), read: readAiken },
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
