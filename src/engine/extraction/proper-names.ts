import type { Mention } from "./mention.ts";
import type { Span } from "./normalise.ts";
import { isCapitalised, type Token } from "./tokens.ts";
import { anyOf, AUXILIARIES, CONJUNCTIONS, DETERMINERS, isAdverb, PREPOSITIONS, PRONOUNS, verbForm } from "./words.ts";

const CALENDAR = /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/;
/** Adjectives that are written with a capital and name nobody. */
const REGIONAL = new RegExp(`^(?:${anyOf(`
  western eastern northern southern european asian african arab arabic english latin christian muslim jewish internet english-speaking
  russian-speaking chinese-speaking
`)})$`);
const COMMON_FIRST = new RegExp(`^(?:${anyOf(`
  security cyber ransomware malware hackers? attackers? customers? police researchers? officials? prosecutors? investigators? experts? sources? staff
  data people users victims? criminals authorities more most many several one two three four five new last next early late local some all there here
  no both on what only patients? employees services? systems? computers? passwords? email emails phishing backups? government council hospital bank
  company investigations? details evidence documents prosecutor court judge thousands hundreds millions dozens stolen nobody nothing western eastern
  northern southern
`)})$`);

/** Runs of capitalised words that are nothing known: companies and people that no list has. `seen`: words that stand capitalised inside sentences of this article. */
export function findProperNames(tokens: readonly Token[], taken: readonly Span[], seen: ReadonlySet<string>): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at++) {
    let end = at;
    while (tokens[end] && isName(tokens, end, taken, seen)) end++;
    if (end === at) continue;
    const [first, last] = [tokens[at]!, tokens[end - 1]!];
    const text = tokens.slice(at, end).map((token) => token.text).join(" ");
    mentions.push({ start: first.start, end: last.end, text, name: text, type: "name" });
    at = end - 1;
  }
  return mentions;
}

/** Words that stand with a capital where no sentence begins. */
export function capitalisedWords(sentences: readonly (readonly Token[])[]): Set<string> {
  return new Set(sentences.flatMap((tokens) => tokens.filter((token, index) => !isFirst(tokens, index) && isCapitalised(token)).map(({ text }) => text)));
}

function isName(tokens: readonly Token[], at: number, taken: readonly Span[], seen: ReadonlySet<string>): boolean {
  const token = tokens[at]!;
  if (!isCapitalised(token) || CALENDAR.test(token.lower) || REGIONAL.test(token.lower) || taken.some(({ start, end }) => start < token.end && token.start < end)) return false;
  if (!isFirst(tokens, at)) return !DETERMINERS.has(token.lower) && !CONJUNCTIONS.has(token.lower) && token.lower !== "i";
  if (isFunctionWord(token.lower) || COMMON_FIRST.test(token.lower)) return false;
  const next = tokens[at + 1];
  if (seen.has(token.text) || /[\p{Lu}\d].*[\p{Lu}\d]/u.test(token.text)) return true;
  return next !== undefined && (next.kind === "possessive" || isCapitalised(next) || verbForm(next.lower) === "certain" || AUXILIARIES.has(next.lower));
}

function isFirst(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(0, at).every(({ kind }) => kind === "mark") || tokens[at - 1]?.text === ":" || (tokens[at - 1]?.text === "\"" && /[,:]/.test(tokens[at - 2]?.text ?? ""));
}

function isFunctionWord(lower: string): boolean {
  return DETERMINERS.has(lower) || PREPOSITIONS.has(lower) || CONJUNCTIONS.has(lower) || PRONOUNS.has(lower) || AUXILIARIES.has(lower) || isAdverb(lower) || verbForm(lower) !== "none";
}
