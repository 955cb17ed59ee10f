import { parseEdtf } from "../../lib/edtf.ts";
import { say, type Message, type Values } from "../../lib/messages.ts";
import { inEnglish } from "../../lib/readers.ts";

/** What facts are looked for in. `published` is a day, YYYY-MM-DD: without it no relative date ("last week") is resolved. */
export interface Article { text: string; published?: string; publisher?: string }

/** About 35,000 words: longer than any article, short enough to be read in a few seconds. */
export const MOST_CHARACTERS = 200_000;

/** The text cannot be read as an article; the words say what to do. */
export class ArticleRefused extends Error {
  override name = "ArticleRefused";
  readonly words: Message;
  constructor(key: string, values: Values = {}) { super(inEnglish(key, values)); this.words = say(key, values); }
}

/** @throws ArticleRefused when the text is empty, binary or too long, or when the date of publication is no day */
export function checkArticle({ text, published }: Article): void {
  if (text.length > MOST_CHARACTERS) throw new ArticleRefused("reading.too-long", { characters: text.length, most: MOST_CHARACTERS });
  if (text.includes("\0")) throw new ArticleRefused("reading.no-text");
  if (!/[\p{L}\p{N}]/u.test(text)) throw new ArticleRefused("reading.empty");
  if (published !== undefined && parseEdtf(published)?.precision !== "day") throw new ArticleRefused("reading.no-day", { published: published.slice(0, 40) });
}
