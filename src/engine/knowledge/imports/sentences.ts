import { fold } from "../../../lib/text.ts";
import { asPrinted } from "../prose.ts";

/** Words that end in a full stop without ending a sentence. */
const SHORT = /(?:^|[\s("“])(?:e\.g|i\.e|etc|vs|cf|al|approx|ca|no|inc|ltd|corp|co|dr|mr|mrs|ms|st|gen|lt|col|dept|est|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|u\.s|u\.k|u\.n|d\.c)$/i;
const INITIAL = /(?:^|[\s("“])\p{Lu}$/u;
const END = /[.!?]["”’)]*(?=\s|$)/g;
const LEAST = 3;
const MOST = 400;

/** The first sentence, without what follows; the whole text where it has no end. */
export function firstSentence(text: string): string {
  for (const end of text.matchAll(END)) {
    const next = text.charAt(end.index + end[0].length + 1);
    const before = text.slice(Math.max(0, end.index - 12), end.index);
    if (next !== "" && (SHORT.test(before) || INITIAL.test(before))) continue;
    if (next === "" || !/\p{Ll}/u.test(next)) return text.slice(0, end.index + end[0].length);
  }
  return text;
}

/** Words for a quotation: the first sentence, or as many whole words of it as 400 characters hold. Undefined where there is nothing to quote. */
export function quotable(text: string): string | undefined {
  const quote = cutAtWord(firstSentence(text));
  return quote.length >= LEAST && /\p{L}{2}/u.test(quote) ? quote : undefined;
}

/** At most 400 characters, cut after a whole word. */
export function cutAtWord(text: string): string {
  if (text.length <= MOST) return text;
  const cut = text.slice(0, MOST + 1);
  const space = cut.lastIndexOf(" ");
  return (space > MOST / 2 ? cut.slice(0, space) : text.slice(0, MOST).replace(/[\ud800-\udbff]$/, "")).replace(/[\s,;:(–—-]+$/, "");
}

const POINTS_ELSEWHERE = /^(?:in th(?:is|ese)|it|its|this|these|they|their|those|he|she|his|her|here|there|such|see|note|as|both)\b/i;
const LEFTOVERS = /\]\(|https?:|[<>{}|\\]|Citation|\*|\b(?:[Ww]e|[Oo]ur)\b/;

/**
 * What may stand by itself beside a name: one whole sentence in words, ended by a full stop. Undefined where the first one is not like that,
 * or has none of the words that it must mention, where there are any.
 */
export function aboutSentence(text: string, mentions: readonly string[] = []): string | undefined {
  const sentence = firstSentence(text);
  const isWhole = sentence.length >= 20 && sentence.length <= MOST && sentence.endsWith(".") && /^["“‘(]?[\p{L}\p{N}]/u.test(sentence) && beginsRight(sentence, mentions);
  if (!isWhole || !(mentions.length === 0 || saysOneOf(sentence, mentions)) || POINTS_ELSEWHERE.test(sentence) || LEFTOVERS.test(sentence) || !isBalanced(sentence)) return undefined;
  return asPrinted(sentence);
}

/** With a capital letter, or with a name that is written small. */
function beginsRight(sentence: string, names: readonly string[]): boolean {
  return !/^["“‘(]?\p{Ll}/u.test(sentence) || names.some((name) => sentence.startsWith(name));
}

function saysOneOf(sentence: string, names: readonly string[]): boolean {
  const folded = ` ${fold(sentence)} `;
  return names.some((name) => folded.includes(` ${fold(name)} `));
}

function isBalanced(text: string): boolean {
  const count = (sign: RegExp) => (text.match(sign) ?? []).length;
  return count(/\(/g) === count(/\)/g) && count(/"/g) % 2 === 0;
}
