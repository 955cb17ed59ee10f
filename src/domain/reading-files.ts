import { ArticleRefused } from "../engine/extraction/article.ts";
import { decodeArticle } from "../engine/extraction/decoding.ts";
import { detailsOfPage, type PageDetails } from "../engine/extraction/page-details.ts";
import { isPage, textOfPage } from "../engine/extraction/web-page.ts";
import { Refused } from "./errors.ts";

const PAGE = /\.x?html?$/i;
const TEXT = /\.(?:txt|text|md|markdown)$/i;

/** A text to look for facts in; where it was a web page, that of its article and what its head says of it. */
export interface ReadText { text: string; page?: PageDetails }

/** The text of a file that somebody chose. @throws Refused, in words, for other kinds of file and for what is no text */
export function readFileText({ name, bytes }: { name: string; bytes: Uint8Array }): ReadText {
  if (!PAGE.test(name) && !TEXT.test(name)) throw new Refused("reading.file-odd", "file");
  const text = decoded(bytes).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  if (text.includes("\0")) throw new Refused("reading.file-no-text", "file");
  const read = PAGE.test(name) || isPage(text) ? readPage(text) : { text };
  if (read.text.trim() === "") throw new Refused("reading.file-empty", "file");
  return read;
}

/** A text as somebody pasted it, or the source of a page. @throws Refused where a page has no words */
export function readPastedText(text: string): ReadText {
  if (!isPage(text)) return { text };
  const read = readPage(text);
  if (read.text === "") throw new Refused("reading.page-empty", "text");
  return read;
}

function readPage(html: string): ReadText {
  return { text: textOfPage(html), page: detailsOfPage(html) };
}

function decoded(bytes: Uint8Array): string {
  try {
    return decodeArticle(bytes);
  } catch (error) {
    if (error instanceof ArticleRefused) throw new Refused(error.words.key, "file", error.words.values);
    throw error;
  }
}
