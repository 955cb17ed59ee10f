import { asPrinted } from "../prose.ts";

const PLAIN = /^[\x20-\x7e]*$/;
const MARKUP = /[<&\\`[*™®]/;
/** Tags that descriptions of this kind really contain; a placeholder such as <filename> is text. */
const TAG = /<\/?(?:code|pre|br|p|b|i|u|em|strong|ul|ol|li|a|sup|sub|span|div|h[1-6]|script|style|iframe|img|svg|table|t[rdh])(?:\s[^<>]{0,300})?\/?>/gi;
const LINK = /!?\[([^[\]]{1,300})\]\((?:[^()\s]|\([^()\s]*\)){1,2000}\)/g;
const CITATION = /\(Citation:[^()]{0,300}(?:\([^()]{0,100}\)[^()]{0,300})*\)/g;
const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'", "&nbsp;": " " };
/** The longest part of a description that is looked at: enough for its first sentences. */
const MOST_READ = 4000;

/**
 * A name on one line: no markup, no trade mark signs, no control, direction or invisible characters, no half characters.
 * The joiners that Persian and Indian scripts need are kept.
 */
export function cleanName(text: string): string {
  const bare = MARKUP.test(text) ? withoutMarkup(text).replace(/[™®]/g, "") : text;
  return asPrinted(onOneLine(visible(bare)));
}

/** A description as the page of the data set prints it: links as their words, citation marks and tags dropped, on one line. */
export function asOnPage(description: string): string {
  const text = withoutMarkup(description.slice(0, MOST_READ).replace(CITATION, " "));
  return onOneLine(visible(text)).replace(/ (?=[.,;:!?)](?:\s|$))/g, "");
}

function onOneLine(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, " ").trim();
}

function withoutMarkup(text: string): string {
  if (!MARKUP.test(text)) return text;
  const plain = text.replace(LINK, "$1").replace(TAG, "").replace(/\*\*|`/g, "").replace(/\\(["'\\_*[\]])/g, "$1");
  return plain.replace(/&(?:amp|lt|gt|quot|apos|nbsp|#39);/g, (entity) => ENTITIES[entity]!);
}

function visible(text: string): string {
  return PLAIN.test(text) ? text : text.normalize("NFC").replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}]/gu, "");
}
