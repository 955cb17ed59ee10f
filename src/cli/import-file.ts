import { readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const MOST_BYTES = 300_000_000;

/** The text of a file, which may be packed with gzip. @throws Error that says what is wrong: not there, too large, not packed rightly, not UTF-8 */
export function readImportFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(found ? `${path} is no file.` : `There is no such file: ${path}`);
  if (found.size > MOST_BYTES) throw new Error(tooLarge(path));
  const bytes = readFileSync(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(isPacked ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") throw new Error(tooLarge(path), { cause: error });
    throw new Error(code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? `${path} is no text in UTF-8.` : `${path} cannot be unpacked: it is damaged or not gzip.`, { cause: error });
  }
}

function tooLarge(path: string): string {
  return `${path} is larger than ${MOST_BYTES / 1e6} MB, unpacked.`;
}
