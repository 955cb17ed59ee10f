import { fold } from "../../lib/text.ts";
import { plain } from "./searched.ts";
import { isChoice, type Question } from "./question.ts";

/** The words of a question that likeness goes by: those of its stem and those of its key. */
export interface Gist { stem: ReadonlySet<string>; key: ReadonlySet<string> }

/** What a question asks and what is right. Case, accents, markup and order do not count. */
export function gistOf(question: Question): Gist {
  return { stem: wordsIn(plain(question.stem)), key: wordsIn(keyOf(question).map(plain).join(" ")) };
}

function keyOf(question: Question): string[] {
  if (isChoice(question)) return question.options.filter(({ correct }) => correct).map(({ text }) => text);
  switch (question.kind) {
    case "matching": return question.pairs.flatMap(({ premise, response }) => [premise, response]);
    case "ordering": return question.sequence.map(({ text }) => text);
    case "numeric": return [String(question.answer.value)];
    case "short": return question.answer.accept.slice(0, 1);
  }
}

function wordsIn(text: string): Set<string> {
  return new Set(fold(text).split(" ").filter(Boolean));
}

/** Words in both as a share of words in either (Jaccard 1912): 1 is the same set, 0 nothing shared. Two empty sets are the same. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** From here on two stems count as alike; and, whatever is right, as the same question in other words. */
const ALIKE = 0.6;
const SAME_STEM = 0.9;
const SAME_KEY = 0.5;

/** How alike two questions are, 0 to 1; 0 where nobody would take one for the other. `sameKey` tells a repetition from a contradiction. */
export function likeness(one: Gist, other: Gist): { likeness: number; sameKey: boolean } {
  const stem = overlap(one.stem, other.stem);
  const sameKey = overlap(one.key, other.key) >= SAME_KEY;
  return { likeness: stem >= SAME_STEM || (stem >= ALIKE && sameKey) ? stem : 0, sameKey };
}

/** Bands of two hashes: stems that share 60 % of their words share a band in 97 of 100 cases, those that share 10 % in 8. */
const BANDS = 8;
const ROWS = 2;

/**
 * The MinHash sketch of a stem (Broder 1997, banded as in Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): eight whole numbers. Stems that are alike share at
 * least one of them, so that an index finds them.
 */
export function sketchOf({ stem }: Gist): number[] {
  const hashes = [...stem].map(hash);
  const least = Array.from({ length: BANDS * ROWS }, (_, row) => hashes.reduce((low, word) => Math.min(low, mix(word, row)), 0xffffffff));
  return Array.from({ length: BANDS }, (_, band) => mix(least[band * ROWS]! ^ Math.imul(least[band * ROWS + 1]!, 31), 100 + band) & 0x7fffffff);
}

/** FNV-1a. */
function hash(word: string): number {
  let state = 2166136261;
  for (let i = 0; i < word.length; i++) state = Math.imul(state ^ word.charCodeAt(i), 16777619);
  return state;
}

/** The finaliser of MurmurHash3, seeded. */
function mix(value: number, seed: number): number {
  let mixed = value ^ Math.imul(seed + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
