import type { Span } from "./normalise.ts";
import type { Phrase } from "./phrases.ts";
import type { Unit } from "./units.ts";
import { isAdverb, NEGATIONS } from "./words.ts";

/**
 * A sentence in which every noun phrase is a placeholder such as `<In3=attack>`: its type, "d" if definite, "n" if counted,
 * "p" if it holds a proper name, its number and its head.
 * Patterns are matched against `text`; adverbs, negations, quotation marks and brackets are left out. `pieces` leads back to the sentence.
 */
export interface Typed { text: string; pieces: { at: number; source: Span }[]; phrases: readonly Phrase[] }

const LONGEST_ASIDE = 80;
/** Heads are compared with single nouns; names are cut, so that gaps in patterns measure words. */
const LONGEST_HEAD = 16;

export function typeSentence(units: readonly Unit[], phrases: readonly Phrase[]): Typed {
  const pieces: Typed["pieces"] = [];
  const words: string[] = [];
  let length = 0;
  const add = (word: string, source: Span) => {
    pieces.push({ at: length, source });
    words.push(word);
    length += word.length + 1;
  };
  let at = 0;
  phrases.forEach((phrase, index) => {
    for (; at < units.length && units[at]!.end <= phrase.start; at++) addUnit(units, at, add);
    while (at < units.length && units[at]!.start < phrase.end) at++;
    if (!isAside(units, phrase)) add(placeholder(phrase, index), phrase);
  });
  for (; at < units.length; at++) addUnit(units, at, add);
  return { text: words.join(" "), pieces, phrases };
}

function addUnit(units: readonly Unit[], at: number, add: (word: string, source: Span) => void): void {
  const unit = units[at]!;
  if (unit.kind === "possessive" || /^["'()[\]<>]$/.test(unit.text) || isAside(units, unit)) return;
  if (isAdverb(unit.lower) || (NEGATIONS.has(unit.lower) && !unit.lower.endsWith("n't") && unit.lower !== "cannot")) return;
  add(unit.lower.replace(/n't$/, "").replace(/[<>=]/g, ""), unit);
}

/** Inside a short bracket. */
function isAside(units: readonly Unit[], { start, end }: Span): boolean {
  const opened = units.findLast((unit) => unit.text === "(" && unit.end <= start);
  const closed = opened && units.find((unit) => unit.text === ")" && unit.start > opened.start);
  return closed !== undefined && closed.start >= end && closed.start - opened!.start < LONGEST_ASIDE;
}

function placeholder({ type, definite, counted, mentions, head }: Phrase, index: number): string {
  const isNamed = mentions.some((mention) => mention.type !== "number" && mention.type !== "sector" && mention.type !== "attack-pattern" && mention.type !== "role");
  return `<${type}${definite ? "d" : ""}${counted ? "n" : ""}${isNamed ? "p" : ""}${index}=${head.toLowerCase().slice(0, LONGEST_HEAD)}>`;
}

/** The part of the sentence that a part of the typed text came from. */
export function sourceSpan({ pieces }: Pick<Typed, "pieces">, start: number, end: number): Span {
  const inside = pieces.filter(({ at }) => at >= start && at < end).map(({ source }) => source);
  return { start: inside[0]?.start ?? 0, end: inside.at(-1)?.end ?? 0 };
}
