import { markedEncoding } from "../../lib/decoding.ts";
import { ArticleRefused } from "./article.ts";

/** The bytes of a file in UTF-8 need at most three for each character that is allowed, and some room for what is refused by name. */
const MOST_BYTES = 1_000_000;

/**
 * The text of a file: UTF-8, or UTF-16 that begins with a byte order mark. The mark stays in the text, so that offsets are those of the file.
 * @throws ArticleRefused when the bytes are neither, or too many
 */
export function decodeArticle(bytes: Uint8Array): string {
  if (bytes.length >= MOST_BYTES) throw new ArticleRefused("reading.file-too-large", { bytes: bytes.length, most: MOST_BYTES });
  const encoding = markedEncoding(bytes) ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ArticleRefused("reading.encoding", { encoding: encoding.toUpperCase() });
  }
}
