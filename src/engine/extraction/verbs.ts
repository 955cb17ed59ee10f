import type { Unit } from "./units.ts";
import { INCIDENT, MALWARE, ACTOR, PEOPLE, ORGANISATION } from "./nouns.ts";
import { anyOf, AUXILIARIES, CONJUNCTIONS, DETERMINERS, isAdverb, isKnownVerb, PREPOSITIONS, PRONOUNS, verbForm } from "./words.ts";

const HEADS = [INCIDENT, MALWARE, ACTOR, PEOPLE, ORGANISATION];

/**
 * Whether a word of a sentence is a verb, by its form and its neighbours. `open`: the units of the noun phrase that is being read.
 * "a Russian hacking group" and "stolen data" hold none; "malware targeting banks" and "the BBC reported" do.
 */
export function isVerb(units: readonly Unit[], at: number, open: readonly Unit[]): boolean {
  const { lower, mention } = units[at]!;
  if (mention) return false;
  if (/^costs?$/.test(lower) && isBeforeMoney(units, at)) return true;
  const [before, after] = [previous(units, at), units[at + 1]];
  switch (verbForm(lower)) {
    case "none": return before?.lower === "to" && after !== undefined && DETERMINERS.has(after.lower) && !/s$/.test(lower);
    case "certain": return open.length === 0 || !open.every(isOpening) || /^(?:this|that|these|those)$/.test(open.at(-1)!.lower);
    case "noun-too": return isPlainVerb(lower, { before, beforeThat: units[at - 2], after }, open);
    case "participle": return isParticipleVerb(lower, before, after, open);
  }
}

/** "The attack cost MGM $100 million": what it cost, and whom. */
function isBeforeMoney(units: readonly Unit[], at: number): boolean {
  const ahead = units.slice(at + 1, at + 5);
  const place = ahead.findIndex(({ mention }) => mention?.type === "money");
  return place >= 0 && ahead.slice(0, place).every(({ lower, kind }) => kind !== "mark" && !PREPOSITIONS.has(lower) && !CONJUNCTIONS.has(lower));
}

function previous(units: readonly Unit[], at: number): Unit | undefined {
  return units.slice(Math.max(0, at - 3), at).findLast(({ lower, kind }) => !isAdverb(lower) && kind !== "mark") ?? units[at - 1];
}

interface Around { before: Unit | undefined; beforeThat: Unit | undefined; after: Unit | undefined }

function isPlainVerb(lower: string, { before, beforeThat, after }: Around, open: readonly Unit[]): boolean {
  if (before === undefined) return false;
  if (before.lower === "to") return !lower.endsWith("s");
  if (/^(?:may|might|could|can|would|will|should|must|did|does|do|not|who|which|didn't|doesn't|don't|couldn't|can't|cannot)$/.test(before.lower)) return true;
  if (/^(?:he|she|it|they|we|you)$/.test(before.lower) && before.text !== "IT") return true;
  if (before.lower === "that" && open.length === 0 && beforeThat !== undefined && isContent(beforeThat)) return true;
  const startsObject = after !== undefined && (DETERMINERS.has(after.lower) || after.lower === "that" || after.mention?.type === "location");
  return startsObject && open.length > 0 && !open.every(isOpening) && (open.at(-1)!.mention !== undefined || /s$/.test(open.at(-1)!.lower) !== /s$/.test(lower));
}

function isParticipleVerb(lower: string, before: Unit | undefined, after: Unit | undefined, open: readonly Unit[]): boolean {
  const nounFollows = after !== undefined && isContent(after) && (after.mention !== undefined || verbForm(after.lower) !== "certain");
  if (open.length > 0) return !open.every(isOpening) && (!nounFollows || endsInHead(open, lower));
  if (lower.endsWith("ing")) return true;
  const isSubject = before !== undefined && (before.mention !== undefined || PRONOUNS.has(before.lower) || AUXILIARIES.has(before.lower) || (CONJUNCTIONS.has(before.lower) && !/^(?:and|or)$/.test(before.lower)));
  const startsObject = before?.lower === "and" && after?.mention !== undefined && verbForm(lower) === "participle" && isKnownVerb(lower);
  return isSubject || startsObject || !nounFollows;
}

/** Determiners, numbers and possessives: no noun yet. */
function isOpening({ lower, mention, kind }: Unit): boolean {
  return DETERMINERS.has(lower) || mention?.type === "number" || kind === "possessive";
}

const QUALIFIES = new RegExp(`(?:al|ic|ous|ive|ed|ian|ish|ful|less|ble|ary|ent|ant|ern)$|^(?:${anyOf(`
  new other major large small former further high low state government nation cyber previously same recent more most so-called well highly military human
  computer data system password file
`)})$`);

/** The phrase so far ends in what can be a subject: a name, or a noun rather than what qualifies one. */
function endsInHead(open: readonly Unit[], verb: string): boolean {
  const { lower, mention } = open.at(-1)!;
  if (mention) return !mention.adjective && mention.type !== "number" && !/^(?:US|UK|U\.S\.|U\.K\.|EU)$/.test(mention.text);
  return HEADS.some((nouns) => nouns.test(lower)) || (isKnownVerb(verb) && verb.endsWith("ed") && !QUALIFIES.test(lower));
}

/** A unit that a noun phrase can go on with. */
export function isContent({ lower, kind, mention }: Unit): boolean {
  if (mention) return mention.type !== "date";
  if (kind === "mark" || kind === "possessive") return false;
  return !DETERMINERS.has(lower) && !PREPOSITIONS.has(lower) && !CONJUNCTIONS.has(lower) && !PRONOUNS.has(lower) && !AUXILIARIES.has(lower) && !isAdverb(lower);
}
