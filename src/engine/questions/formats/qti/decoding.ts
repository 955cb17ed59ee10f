import { say } from "../../../../lib/messages.ts";
import { QtiError } from "./qti-error.ts";

const MARKS: readonly [string, readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]], ["utf-16le", [0xff, 0xfe]], ["utf-16be", [0xfe, 0xff]], ["utf-16le", [0x3c, 0]], ["utf-16be", [0, 0x3c]],
];

/** The text of an XML document, in the encoding that its first bytes or its declaration name (XML 1.0, appendix F). */
export function decodedXml(bytes: Uint8Array): string {
  const [marked] = MARKS.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte)) ?? [];
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const named = /^<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
  const encoding = marked ?? named ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new QtiError(say("qti.encoding", { encoding }));
  }
}
