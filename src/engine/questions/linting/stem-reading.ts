import { KNOWN_ACRONYMS } from "./acronyms.ts";
import { remembered } from "./memory.ts";
import { withoutQuotations } from "./quotations.ts";
import { MARK, phraseOf, wordOf, wordsIn } from "./words.ts";

/** What the rules need to know of a stem, whatever the kind of question. */
export interface ReadStem {
  /** Without "True or false:" in front. */
  text: string; unquoted: string; written: readonly string[]; words: readonly string[]; phrase: string; marks: number;
  /** Lemmas of the words that tell something, each with the place of its first word. */
  lemmas: ReadonlyMap<string, number>;
  /** Words after the first, four letters and more, that begin with a capital; folded. */
  names: readonly string[];
  numbers: readonly string[];
  /** Abbreviations that are not known to everybody. */
  acronyms: readonly string[];
  questionMarks: number; hasColon: boolean; hasGap: boolean;
  /** "a" or "an", where the stem or what is before its gap ends in it. */
  article: string | undefined;
}

const PREFIX = /^\s*(?:true or false|right or wrong|yes or no)\s*[:?.–—-]\s*/i;
const QUESTION_MARK = /[?？؟]/;
export const GAP = /_{2,}|\.{4,}|…{2,}|\[\s*\]|\(\s*\)/;

export const readStem = remembered(500, 700, (stem): ReadStem => {
  const text = stem.replace(PREFIX, "");
  const unquoted = withoutQuotations(text);
  const written = wordsIn(text);
  const words: string[] = [];
  const [lemmas, names, numbers, acronyms] = [new Map<string, number>(), [] as string[], [] as string[], [] as string[]];
  let marks = 0;
  for (const [place, word] of written.entries()) {
    const known = wordOf(word);
    words.push(known.folded);
    marks |= known.marks;
    if (known.marks & MARK.digits) numbers.push(word);
    if (known.lemma !== "" && !lemmas.has(known.lemma)) lemmas.set(known.lemma, place);
    if (!known.isCapital) continue;
    if (place > 0 && known.lemma !== "") names.push(known.folded);
    if (isAcronym(word) && !isInName(written, place) && !isJoined(word, text)) acronyms.push(word);
  }
  const { hasGap, article } = aroundGap(text);
  return {
    lemmas, names, numbers, acronyms, text, unquoted, written, words, phrase: phraseOf(words), marks,
    questionMarks: QUESTION_MARK.test(unquoted) ? unquoted.split(QUESTION_MARK).length - 1 : 0, hasColon: unquoted.includes(":"), hasGap, article,
  };
});

const ENDS_IN_ARTICLE = /\b(an?)[\s:_.…]*$/i;

function aroundGap(text: string): Pick<ReadStem, "hasGap" | "article"> {
  const gap = text.search(GAP);
  const before = (gap < 0 ? text : text.slice(0, gap)).slice(-12);
  return { hasGap: gap >= 0, article: before.endsWith("?") ? undefined : ENDS_IN_ARTICLE.exec(before)?.[1]?.toLowerCase() };
}

function isAcronym(word: string): boolean {
  return word.length > 1 && word.length < 7 && /^[A-Z][A-Z0-9]*[A-Z]$/.test(word) && !KNOWN_ACRONYMS.has(word);
}

/** Part of a name with a hyphen, such as Group-IB, where the letters stand for nothing that a reader needs. */
function isJoined(word: string, text: string): boolean {
  return new RegExp(`\\p{Lu}\\p{L}*\\p{Ll}-${word}(?![\\p{L}\\p{N}])`, "u").test(text) && !new RegExp(`(?<![\\p{L}\\p{N}-])${word}(?![\\p{L}\\p{N}])`, "u").test(text);
}

/** Beside a word with a capital it is a part of a name: "BAE Systems". The first word of the stem has its capital anyway. */
function isInName(written: readonly string[], place: number): boolean {
  const isNameWord = (word: string | undefined) => word !== undefined && /^\p{Lu}.*\p{Ll}/u.test(word);
  return isNameWord(written[place + 1]) || (place > 1 && isNameWord(written[place - 1]));
}
