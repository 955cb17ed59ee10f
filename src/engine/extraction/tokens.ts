import type { Span } from "./normalise.ts";

/** A word, a number, the "'s" of a possessive, or a mark. `lower` is what tables are asked for. */
export interface Token extends Span { text: string; lower: string; kind: "word" | "number" | "possessive" | "mark" }

const INITIALS = "(?:\\p{Lu}\\.){2,}";
const POSSESSIVE = "(?<=[\\p{L}\\p{N}])'s(?![\\p{L}\\p{N}])|(?<=s)'(?= )";
const NUMBER = "\\p{N}+(?:[.,:]\\p{N}+)*(?:(?:st|nd|rd|th|m|bn|k|gb|tb)\\b)?(?![\\p{L}])";
const WORD = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}]|[-&@_+/.](?=[\\p{L}\\p{N}])|'(?!s(?![\\p{L}\\p{N}]))(?=\\p{L}))*\\$?";
const TOKEN = new RegExp(`${INITIALS}|${POSSESSIVE}|${NUMBER}|${WORD}|[^\\s]`, "giu");

/** Cuts a sentence into tokens; offsets are those of the sentence. */
export function tokenise(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: word, index }) => ({ text: word, lower: word.toLowerCase(), kind: kindOf(word), start: index, end: index + word.length }));
}

function kindOf(word: string): Token["kind"] {
  if (word === "'s" || word === "'") return "possessive";
  if (/^\p{N}[\p{N}.,:]*(?:st|nd|rd|th|m|bn|k|gb|tb)?$/iu.test(word)) return "number";
  return /^[\p{L}\p{N}]/u.test(word) ? "word" : "mark";
}

export function isCapitalised(token: Token): boolean {
  return token.kind === "word" && /^(?:\p{Lu}|\d+\p{Lu}{2})/u.test(token.text);
}
