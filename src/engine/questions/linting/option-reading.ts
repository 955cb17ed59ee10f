import { figureOf, type Figure } from "./figures.ts";
import { remembered } from "./memory.ts";
import { withoutQuotations } from "./quotations.ts";
import { sense } from "./sense.ts";
import { MARK, phraseOf, wordOf, wordsIn } from "./words.ts";

/** How an option begins: the class of its first word. An article makes no difference, for names have one or not. */
export type Opening = "infinitive" | "gerund" | "preposition" | "plain";

/** What the rules need to know of the text of an option, a premise, a response or a line. */
export interface ReadOption {
  text: string; words: readonly string[]; phrase: string;
  /** Lemmas of the words that tell something; `names` are the words among them, four letters and more, that begin with a capital. */
  lemmas: readonly string[]; names: readonly string[];
  marks: number; sense: string; figure: Figure | undefined; opening: Opening;
  /** It speaks of the other options instead of answering. */
  refers: "none" | "all" | "combination" | undefined;
  isTruth: boolean; parts: readonly string[];
  unquoted: string;
}

const NONE_OF_THEM = /^(?:none|neither)(?: of)?(?: the)?(?: (?:above|options|answers|these|those|them|others))(?: mentioned| listed)?$|^neither$|\bnone of the above\b|^neither (?:[a-h]|[1-8]) nor (?:[a-h]|[1-8])$/;
const ALL_OF_THEM = /^(?:all|both|any|each|every one)(?: of)?(?: the)?(?: (?:above|options|answers|these|those|them))(?: mentioned| listed)?(?: are (?:correct|right|true))?$|\b(?:all|both|any) of the above\b/;
const COMBINATION = /^(?:both |only |options? |answers? )*(?:[a-h]|[1-8]|i{1,3}|iv|vi{0,3})(?:(?: and| or)? (?:[a-h]|[1-8]|i{1,3}|iv|vi{0,3}))+(?: only| are (?:correct|right|true))?$/;
const LINKED = / (?:and|or) |[,&+]/;

export const readOption = remembered(20_000, 400, (text): ReadOption => {
  const written = wordsIn(text);
  const words = written.map((word) => word.toLowerCase());
  const known = words.map(wordOf);
  const folded = words.join(" ");
  return {
    text, words, phrase: phraseOf(withoutArticle(words)), sense: sense(text), figure: figureOf(text), opening: openingOf(words), refers: referring(folded, text),
    lemmas: [...new Set(known.map(({ lemma }) => lemma).filter(Boolean))],
    names: words.filter((word, place) => word.length >= 4 && known[place]!.lemma !== "" && isCapital(written[place]!)),
    marks: known.reduce((marks, word) => marks | word.marks, 0),
    isTruth: /^(?:true|false|yes|no)$/.test(folded), parts: partsOf(text), unquoted: withoutQuotations(text),
  };
});

export function isCapital(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase();
}

function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && /^(?:the|an?)$/.test(words[0]!) ? words.slice(1) : words;
}

function referring(folded: string, text: string): ReadOption["refers"] {
  if (folded.length > 60) return undefined;
  if (NONE_OF_THEM.test(folded)) return "none";
  if (ALL_OF_THEM.test(folded)) return "all";
  return COMBINATION.test(folded) && (LINKED.test(text) || /^(?:both|only) | only$/.test(folded)) ? "combination" : undefined;
}

const PREPOSITIONS = new Set("by with from in on at through because since for of after before during via".split(" "));

function openingOf(words: readonly string[]): Opening {
  const [first = ""] = words;
  if (first === "to" && words.length > 1) return "infinitive";
  if (PREPOSITIONS.has(first) && words.length > 1) return "preposition";
  return /^[a-z]{3,}ing$/.test(first) && words.length > 1 && !NOUNS_IN_ING.test(first) ? "gerund" : "plain";
}

const NOUNS_IN_ING = /^(?:[a-z]*phishing|vishing|smishing|everything|nothing|something|anything|during|training|banking|marketing|engineering|filing|evening|morning|spring|string|missing|remaining|existing|working|meeting|gaming|hosting|building|shipping|boeing|beijing)$/;

/** "Phishing, malware and spam" -> its three parts, folded; one part where it is no list. */
function partsOf(text: string): readonly string[] {
  const parts = text.length < 200 && LINKED.test(text) ? text.toLowerCase().split(/,? (?:and|or) |[,&+]/).map((part) => part.replace(/^\W+|[\s.]+$/g, "")).filter(Boolean) : [];
  return parts.length > 1 ? parts : [];
}

/** Whether a word of this list stands in the option. */
export function has(option: ReadOption, mark: number): boolean {
  return (option.marks & mark) !== 0;
}

/** The first word of that list in the option. */
export function firstWith(option: ReadOption, mark: number): string {
  return option.words.find((word) => (wordOf(word).marks & mark) !== 0) ?? "";
}

export const hasDigits = (option: ReadOption): boolean => has(option, MARK.digits);
