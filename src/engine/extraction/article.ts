import { parseEdtf } from "../../lib/edtf.ts";

/** What facts are looked for in. `published` is a day, YYYY-MM-DD: without it no relative date ("last week") is resolved. */
export interface Article { text: string; published?: string; publisher?: string }

/** About 35,000 words: longer than any article, short enough to be read in a few seconds. */
export const MOST_CHARACTERS = 200_000;

/** The text cannot be read as an article; the message says what to do. */
export class ArticleRefused extends Error { override name = "ArticleRefused"; }

/** @throws ArticleRefused when the text is empty, binary or too long, or when the date of publication is no day */
export function checkArticle({ text, published }: Article): void {
  if (text.length > MOST_CHARACTERS) throw tooLong(`The text has ${inFigures(text.length)} characters; the most is ${inFigures(MOST_CHARACTERS)}.`);
  if (text.includes("\0")) throw new ArticleRefused("This is no text: it holds null characters. Give the article as plain text.");
  if (!/[\p{L}\p{N}]/u.test(text)) throw new ArticleRefused("The text is empty. Paste the article itself.");
  if (published !== undefined && parseEdtf(published)?.precision !== "day") throw new ArticleRefused(`"${published.slice(0, 40)}" is no date of publication; write it as 2019-12-16.`);
}

/** The refusal of what is larger than an article can be. */
export function tooLong(measure: string): ArticleRefused {
  return new ArticleRefused(`${measure} Give one article at a time.`);
}

/** 200000 -> "200,000" */
export function inFigures(count: number): string {
  return count.toLocaleString("en-GB");
}
