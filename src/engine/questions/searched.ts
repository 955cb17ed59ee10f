import { fold } from "../../lib/text.ts";
import { piecesOf } from "./pieces.ts";
import type { Question } from "./question.ts";

const LONGEST_WORD = 200;
const LONGEST_TEXT = 100_000;
/** Keeps what stands before it from being read together with what stands behind it. Nobody can type it: it belongs to no script. */
const BREAK = "\uE000";

/** What trainers find a question by: its name, its stem, what learners choose among or write, and its tags; folded, in their order, and once more with umlauts spelled out where there are any. */
export function searchedText(question: Question, tags: readonly string[] = []): string {
  const answers = piecesOf(question).filter(({ kind }) => !["feedback", "explanation", "lesson-title", "lesson-text"].includes(kind)).map(({ original }) => original);
  const texts = [question.name ?? "", ...answers, ...tags].map((text) => plain(text).slice(0, LONGEST_TEXT));
  const [folded, spelled] = [texts.map(simplified), texts.map(spelledOut)].map((all) => all.filter(Boolean).join(` ${BREAK} `));
  return wordsOf(folded === spelled ? folded! : `${folded!} ${BREAK} ${spelled!}`).join(" ").slice(0, LONGEST_TEXT).trim();
}

/** A text without its markup. */
export function plain(text: string): string {
  return text.replace(/<\/?[a-z][^<>]*>/gi, " ").replaceAll("&nbsp;", " ");
}

const LIGATURES: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d" };
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };

/** "Größe" -> "grosse" */
function simplified(text: string): string {
  return fold(text).replace(/[ßæœøłđ]/g, (sign) => LIGATURES[sign]!);
}

/** "Größe" -> "groesse" */
function spelledOut(text: string): string {
  return simplified(text.normalize("NFC").toLowerCase().replace(/[äöü]/g, (sign) => UMLAUTS[sign]!));
}

function wordsOf(folded: string): string[] {
  return folded.split(" ").filter(Boolean).flatMap((word) => word.match(/.{1,200}/gu)!);
}

/** As much of a word as its middle is found by; what is longer is found by several such pieces. */
const LONGEST_END = 20;
const MOST_ENDS = 6_000;

/**
 * The ends of the words in a searched text, of two letters and more: "phishing" -> "hishing", "ishing", ... A word has a text within it just where one of its ends begins with that text,
 * so that an index of beginnings finds the middles of words too. Each once, cut after twenty letters.
 */
export function endsOf(text: string): string[] {
  const ends = new Set<string>();
  for (const word of new Set(text.split(" "))) {
    const letters = [...word];
    for (let from = 1; from <= letters.length - 2 && ends.size < MOST_ENDS; from++) ends.add(letters.slice(from, from + LONGEST_END).join(""));
  }
  return [...ends];
}

/** What a question must have: `within` in the middle of words, all of these; `phrase` one word after the other, the last one as a beginning; `word` as it stands. */
export type Sought = { within: string[] } | { phrase: string[] } | { word: string };

const MOST_TERMS = 12;
const QUOTED = /["„“”«»]([^"„“”«»]*)["„“”«»]?|[^\s,;"„“”«»]+/g;

/**
 * What somebody types into a search box: words in any order, and phrases in quotation marks. All of the terms must be there, at most twelve; of each, one of its readings. "e-mail" is read as
 * two words that stand together, and as one; umlauts as they are and spelled out. A single letter or digit is a word of its own.
 */
export function soughtTerms(text: string): Sought[][] {
  const terms = [...text.matchAll(QUOTED)].map(([whole, quoted]) => readings(quoted ?? whole, quoted !== undefined)).filter((term) => term.length > 0);
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()].slice(0, MOST_TERMS);
}

function readings(typed: string, isQuoted: boolean): Sought[] {
  const folded = [...new Set([simplified(typed), spelledOut(typed)])].map(wordsOf).filter((words) => words.length > 0);
  return folded.flatMap((words) => (words.length === 1 ? [single(words[0]!)] : [{ phrase: words }, ...(isQuoted ? [] : [single(words.join("").slice(0, LONGEST_WORD))])]));
}

function single(word: string): Sought {
  return /^[a-z0-9]$/.test(word) ? { word } : { within: word.match(new RegExp(`.{1,${LONGEST_END}}`, "gu"))! };
}
