import type { Span } from "./normalise.ts";
import { splitSentences } from "./sentences.ts";

/** What stands in the same sentence before and after some words; one of them may be empty. */
export interface Surroundings { before: string; after: string }

/** So much of the text on either side is looked at, and so much of a long sentence is kept, in UTF-16 units. */
const LOOKED_AT = 1500;
const KEPT = 240;

/**
 * The rest of the sentence that `span`, UTF-16 offsets into the text, lies in: of the sentence that it begins in and of the one that it ends in.
 * Line ends become spaces; what is longer than 240 units is cut at a word, with an ellipsis. Undefined where the words are whole sentences, or where the span lies outside the text.
 */
export function surroundingsOf(text: string, { start, end }: Span): Surroundings | undefined {
  if (start < 0 || end <= start || end > text.length) return undefined;
  const from = Math.max(0, start - LOOKED_AT);
  const around = splitSentences(text.slice(from, end + LOOKED_AT).replaceAll("\r", " ")).map((sentence) => ({ start: sentence.start + from, end: sentence.end + from }));
  const touched = around.filter((sentence) => sentence.start < end && sentence.end > start);
  const before = lastWords(text.slice(Math.min(touched[0]?.start ?? start, start), start));
  const after = firstWords(text.slice(end, Math.max(touched.at(-1)?.end ?? end, end)));
  return before.trim() === "" && after.trim() === "" ? undefined : { before, after };
}

function lastWords(words: string): string {
  const line = oneLine(words);
  return line.length <= KEPT ? line : `… ${line.slice(-KEPT).replace(/^\S*\s/u, "")}`;
}

function firstWords(words: string): string {
  const line = oneLine(words);
  return line.length <= KEPT ? line : `${line.slice(0, KEPT).replace(/\s\S*$/u, "")} …`;
}

function oneLine(words: string): string {
  return words.replace(/\s+/gu, " ");
}
