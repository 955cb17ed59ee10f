import type { Mention } from "./mention.ts";
import { closed, type Span } from "./normalise.ts";
import { phraseType, type PhraseType } from "./phrase-types.ts";
import type { Unit } from "./units.ts";
import { isContent, isVerb } from "./verbs.ts";
import { DETERMINERS, isAdverb, PREPOSITIONS, PRONOUNS } from "./words.ts";
import { ACTOR, INCIDENT, MALWARE } from "./nouns.ts";

/** A noun phrase of a sentence: offsets in the sentence, from the determiner to the head. */
export interface Phrase extends Span { text: string; head: string; type: PhraseType; definite: boolean; counted: boolean; mentions: Mention[] }

const DATE_PREPOSITIONS = /^(?:in|on|during|since|by|from|until|at|around|before|after|of)$/;

/** Reads the noun phrases of a sentence from left to right. Dates, with the preposition before them, and pronouns are phrases of their own. */
export function findPhrases(text: string, units: readonly Unit[]): Phrase[] {
  const phrases: Phrase[] = [];
  let open: Unit[] = [];
  const close = () => {
    const phrase = phraseOf(text, open);
    if (phrase) phrases.push(phrase);
    open = [];
  };
  units.forEach((unit, at) => {
    if (unit.mention?.type === "date") {
      close();
      phrases.push(datePhrase(text, unit, units[at - 1]));
    } else if (goesOn(units, at, open)) open.push(unit);
    else {
      const verb = isContent(unit) && isVerb(units, at, open);
      close();
      if (!verb && opens(units, at)) open = [unit];
      else if (PRONOUNS.has(unit.lower)) phrases.push({ ...bare(unit), type: "R", head: unit.lower });
    }
  });
  close();
  return phrases;
}

/** Whether the unit continues the phrase that is being read. */
function goesOn(units: readonly Unit[], at: number, open: readonly Unit[]): boolean {
  if (open.length === 0) return false;
  const unit = units[at]!;
  const next = units[at + 1];
  if (unit.text === "\"") return next !== undefined && isContent(next) && (open.every(({ lower }) => DETERMINERS.has(lower)) || open.filter(({ text }) => text === "\"").length === 1);
  if (unit.lower === "and") return isPlace(open.at(-1)) && isPlace(next) && units[at + 2] !== undefined && isContent(units[at + 2]!);
  if (unit.kind === "possessive") return isContent(open.at(-1)!);
  if (isAdverb(unit.lower) && !unit.mention) return next !== undefined && isContent(next) && open.every(({ lower }) => DETERMINERS.has(lower));
  if (unit.text === "&") return next?.mention !== undefined;
  if (open.at(-1)!.mention?.type === "money") return false;
  return isContent(unit) && !isVerb(units, at, open) && !startsAnew(unit, open);
}

/** "UK and US intelligence agencies" are one phrase. */
function isPlace(unit: Unit | undefined): boolean {
  return unit?.mention?.type === "location";
}

/** A sum of money, or a figure after a noun, begins a phrase of its own. */
function startsAnew({ mention }: Unit, open: readonly Unit[]): boolean {
  return (mention?.type === "money" || mention?.type === "number") && !open.every(({ lower }) => DETERMINERS.has(lower));
}

function opens(units: readonly Unit[], at: number): boolean {
  const unit = units[at]!;
  if (unit.lower === "that" && !unit.mention) return [units[at + 1], units[at + 2]].some((next, ahead) => next && isNounOfIncident(next) && (ahead === 0 || isContent(units[at + 1]!)));
  if (DETERMINERS.has(unit.lower) && !unit.mention) return true;
  return isContent(unit) && !isVerb(units, at, []);
}

/** "that attack": a singular noun needs a determiner, so this "that" is one. */
function isNounOfIncident({ lower, mention }: Unit): boolean {
  return !mention && !/s$/.test(lower) && [INCIDENT, ACTOR, MALWARE].some((nouns) => nouns.test(lower)) && lower !== "malware" && lower !== "ransomware";
}

function phraseOf(text: string, open: readonly Unit[]): Phrase | undefined {
  const last = open.findLastIndex((unit) => isContent(unit));
  const units = open.slice(0, last + 1);
  if (units.length === 0) return undefined;
  const head = units.at(-1)!;
  const start = units.find(({ text: word }) => word !== "\"")!.start;
  const mentions = units.flatMap(({ mention }) => mention ?? []);
  const words = text.slice(start, head.end);
  return {
    ...closed(text, { start, end: head.end }), text: words, head: head.lower.replace(/[^\p{L}\p{N}-]/gu, ""), mentions, type: phraseType(words, head, mentions),
    definite: /^(?:the|that|this|those|these)$/.test(units[0]!.lower), counted: mentions.some(({ type }) => type === "number"),
  };
}

function datePhrase(text: string, unit: Unit, before: Unit | undefined): Phrase {
  const start = before && PREPOSITIONS.has(before.lower) && DATE_PREPOSITIONS.test(before.lower) ? before.start : unit.start;
  return { ...bare(unit), start, text: text.slice(start, unit.end), type: "D", head: "date" };
}

function bare(unit: Unit): Omit<Phrase, "type" | "head"> {
  return { start: unit.start, end: unit.end, text: unit.text, definite: false, counted: false, mentions: unit.mention ? [unit.mention] : [] };
}
