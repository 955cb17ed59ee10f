import { readFileSync } from "node:fs";
import { programFile } from "./program-folder.ts";

const FILE = programFile("passwords/common.txt");
/** Rows of keyboards, columns of them, and runs, each read in both directions. */
const ROWS = ["1234567890", "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm", "wxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "1qay2wsx3edc4rfv5tgb6zhn7ujm8ik", "147258369", "741852963"];
const WALKS = ROWS.flatMap((row) => [row + row, [...row + row].reverse().join("")]);
const SHORTEST_WALK = 3;
/** What a word is written with instead of its letters. */
const SIGNS: Readonly<Record<string, string>> = { "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t" };
/** So many letters or digits that are no common word, no name and no pattern make a password hard enough to guess. */
const ENOUGH = 4;
/** So many different common words in a row are hard enough as well. */
const MANY_WORDS = 5;
const REAL_WORD = 4;

/**
 * Whether a password is one of those that are tried first: made only of common words, of `names` (the person's, the organisation's) and of years, numbers, runs, keyboard walks and repetitions. NIST SP 800-63B, 3.1.1.2
 * asks for such a comparison and against rules of composition.
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 5 || isRepeated(plain)) return true;
  const words = [...namesIn(names), ...common()].filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
  const read = [plain, inLetters(plain)].map((text) => coverOf(text, words));
  return read.every(({ used }) => used.size < MANY_WORDS) && read.some(({ left }) => left < ENOUGH);
}

/** "abcabcabcabc" says no more than "abc". */
function isRepeated(text: string): boolean {
  const unit = (text + text).indexOf(text, 1);
  return unit < text.length && unit <= 8;
}

function inLetters(text: string): string {
  return [...text].map((sign) => SIGNS[sign] ?? sign).join("");
}

/** How many letters and digits no word and no pattern covers, and which words do. Words are taken where they stand first and longest, short ones not inside another word; years and numbers of any length count as patterns, because they are tried behind every word. */
function coverOf(text: string, words: readonly string[]): { left: number; used: Set<string> } {
  const used = new Set<string>();
  let [left, isInside] = [0, false];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const word = words.find((each) => rest.startsWith(each) && (each.length >= REAL_WORD || !isInside)) ?? "";
    if (word.length >= REAL_WORD) used.add(word);
    const covered = Math.max(word.length, walkAt(rest), /^\d*/.exec(rest)![0].length, /^(.)\1\1+/u.exec(rest)?.[0].length ?? 0);
    isInside = covered === 0 && /^[\p{L}\p{N}]/u.test(rest);
    if (isInside) left += 1;
    at += covered || [...rest][0]!.length;
  }
  return { left, used };
}

function walkAt(rest: string): number {
  let length = Math.min(SHORTEST_WALK, rest.length + 1);
  while (length <= rest.length && WALKS.some((walk) => walk.includes(rest.slice(0, length)))) length += 1;
  return length > SHORTEST_WALK ? length - 1 : 0;
}

/** "Ann Smith" and "ann.smith@example.org" as words of at least three letters. */
function namesIn(names: readonly string[]): string[] {
  return names.flatMap((name) => name.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= 3);
}

let words: string[] | undefined;

function common(): readonly string[] {
  words ??= readFileSync(FILE, "utf8").split("\n").filter((line) => !line.startsWith("#")).flatMap((line) => line.split(/\s+/)).filter(Boolean);
  return words;
}
