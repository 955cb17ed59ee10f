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
  /** Which lists its words stand on, and what it is itself (words.ts). */
  marks: number;
  sense: string; figure: Figure | undefined; opening: Opening; style: Style;
  /** It speaks of the other options instead of answering. */
  refers: "none" | "all" | "combination" | undefined;
  parts: readonly string[]; unquoted: string;
}

/** How it is written, where it is words and nothing else. */
export interface Style { isProse: boolean; isOneWord: boolean; isSmall: boolean; isStopped: boolean; isPlural: boolean }

const NONE_OF_THEM = /^(?:none|neither)(?: of)?(?: the)?(?: (?:above|options|answers|these|those|them|others))(?: mentioned| listed)?$|^neither$|\bnone of the above\b|^neither (?:[a-h]|[1-8]) nor (?:[a-h]|[1-8])$/;
const ALL_OF_THEM = /^(?:all|both|any|each|every one)(?: of)?(?: the)?(?: (?:above|options|answers|these|those|them))(?: mentioned| listed)?(?: are (?:correct|right|true))?$|\b(?:all|both|any) of the above\b/;
const COMBINATION = /^(?:both |only |options? |answers? )*(?:[a-h]|[1-8]|i{1,3}|iv|vi{0,3})(?:(?: and| or)? (?:[a-h]|[1-8]|i{1,3}|iv|vi{0,3}))+(?: only| are (?:correct|right|true))?$/;
const LINKED = / (?:and|or) |[,&+]/;

export const readOption = remembered(20_000, 400, (text): ReadOption => {
  const known = wordsIn(text).map(wordOf);
  const words = known.map(({ folded }) => folded);
  const folded = words.join(" ");
  const [refers, parts] = [referring(folded, text), partsOf(text)];
  const own = (refers ? MARK.refers : 0) | (TRUTHS.has(folded) ? MARK.truth : 0) | (parts.length > 1 ? MARK.list : 0);
  return {
    text, words, phrase: phraseOf(withoutArticle(words)), sense: sense(text), figure: figureOf(text), opening: openingOf(words), style: styleOf(text), refers, parts,
    lemmas: [...new Set(known.filter(({ lemma }) => lemma !== "").map(({ lemma }) => lemma))],
    names: known.filter(({ lemma, isCapital }) => isCapital && lemma !== "").map((word) => word.folded),
    marks: known.reduce((marks, word) => marks | word.marks, own), unquoted: withoutQuotations(text),
  };
});

const TRUTHS = new Set(["true", "false", "yes", "no"]);
const PROSE = /^[\p{L}\s,;’'“”"()!?.–-]+$/u;
const ABBREVIATED = /\b(?:inc|ltd|co|corp|etc|jr|sr|st|dr|mr|mrs|ms|\p{L}\.\p{L})\.$/iu;

/** A small letter first does not count in names such as iPhone, nor a full stop after an abbreviation. */
function styleOf(text: string): Style {
  return {
    isProse: PROSE.test(text) && !/^\p{Ll}\S*\p{Lu}/u.test(text), isOneWord: /^\p{L}{3,}$/u.test(text), isPlural: /[^sui]s$/.test(text),
    isSmall: /^\p{Ll}/u.test(text), isStopped: text.endsWith(".") && !ABBREVIATED.test(text),
  };
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

/** Whether a word of this list stands in the option, or it is of this kind itself. */
export function has(option: { marks: number }, mark: number): boolean {
  return (option.marks & mark) !== 0;
}

/** The first word of that list in the option. */
export function firstWith(option: ReadOption, mark: number): string {
  return option.words.find((word) => (wordOf(word).marks & mark) !== 0) ?? "";
}
