import { ArticleRefused } from "../engine/extraction/article.ts";
import { decodeArticle } from "../engine/extraction/decoding.ts";
import { textOfPage } from "../engine/extraction/web-page.ts";
import { Refused } from "./errors.ts";

const PAGE = /\.x?html?$/i;
const TEXT = /\.(?:txt|text|md|markdown)$/i;

/** The text of a file that somebody chose: of a web page, that of its article. @throws Refused, in words, for other kinds of file and for what is no text */
export function readFileText({ name, bytes }: { name: string; bytes: Uint8Array }): string {
  if (!PAGE.test(name) && !TEXT.test(name)) throw new Refused("reading.file-odd", "file");
  const text = decoded(bytes).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  if (text.includes("\0")) throw new Refused("reading.file-no-text", "file");
  const read = PAGE.test(name) ? textOfPage(text) : text;
  if (read.trim() === "") throw new Refused("reading.file-empty", "file");
  return read;
}

function decoded(bytes: Uint8Array): string {
  try {
    return decodeArticle(bytes);
  } catch (error) {
    if (error instanceof ArticleRefused) throw new Refused(error.words.key, "file", error.words.values);
    throw error;
  }
}
