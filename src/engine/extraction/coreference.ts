import type { Analysed } from "./analysis.ts";
import type { Phrase } from "./phrases.ts";

/** A phrase and the sentence that it stands in. */
export interface Placed { phrase: Phrase; at: Analysed }

/** Words for one and the same thing when they are taken up again. */
const SAME_HEADS = [
  /^(?:cyber-?)?(?:attack|strike|assault|hack)s?$/, /^(?:breach|break-in|intrusion)$/, /^(?:group|gang|crew)$/,
  /^(?:hackers|attackers|intruders|criminals|cybercriminals)$/, /^(?:malware|ransomware|virus|worm)$/,
];

/**
 * What a phrase refers to, in the cases that are safe: a name right before it in apposition; a definite phrase with the same head in the previous sentence or earlier in this one;
 * he or she after a single person; ("the attacker" right after an attack is `attackBefore`). Undefined in all others: a person decides.
 */
export function antecedentOf(phrase: Phrase, at: Analysed, before: Analysed | undefined): Placed | undefined {
  if (phrase.type === "R") return /^(?:he|she)$/.test(phrase.head) ? onlyPerson(phrase, at, before) : undefined;
  const same = apposedTo(phrase, at);
  if (same) return same;
  if (!phrase.definite || phrase.mentions.some(({ type }) => type === "intrusion-set" || type === "malware")) return undefined;
  const found = onlyOne(earlier(phrase, at).filter((other) => isSame(phrase, other)), at) ?? (before && onlyOne(before.phrases.filter((other) => isSame(phrase, other)), before));
  return found && found.phrase.definite ? (antecedentOf(found.phrase, found.at, found.at === at ? before : undefined) ?? found) : found;
}

/** "Rhysida, the group that ...": a name and what it is, side by side. */
function apposedTo(phrase: Phrase, at: Analysed): Placed | undefined {
  const before = earlier(phrase, at).at(-1);
  const isNamed = before?.mentions.at(-1)?.type === "intrusion-set" || before?.mentions.at(-1)?.type === "malware";
  return before && isNamed && /^[AMI]$/.test(phrase.type) && at.sentence.text.slice(before.end, phrase.start) === ", " ? { phrase: before, at } : undefined;
}

function earlier(phrase: Phrase, { phrases }: Analysed): Phrase[] {
  return phrases.filter(({ end }) => end <= phrase.start);
}

function onlyOne(phrases: readonly Phrase[], at: Analysed): Placed | undefined {
  return phrases.length === 1 ? { phrase: phrases[0]!, at } : undefined;
}

function isSame(phrase: Phrase, other: Phrase): boolean {
  const isSameHead = other.head === phrase.head || SAME_HEADS.some((heads) => heads.test(other.head) && heads.test(phrase.head));
  return other.type === phrase.type && isSameHead && (yearIn(phrase.text) ?? yearIn(other.text)) === yearIn(other.text) && /s$/.test(other.head) === /s$/.test(phrase.head);
}

/** Of "the 2017 attack", which takes up no attack of another year. */
export function yearIn(text: string): string | undefined {
  return /\b(?:19|20)\d\d\b/.exec(text)?.[0];
}

function onlyPerson(phrase: Phrase, at: Analysed, before: Analysed | undefined): Placed | undefined {
  for (const [phrases, sentence] of [[earlier(phrase, at), at], [before?.phrases ?? [], before]] as const) {
    const people = phrases.filter(({ type }) => type === "P");
    if (people.length > 0) return new Set(people.map(({ mentions }) => mentions.at(-1)?.name)).size === 1 ? { phrase: people[0]!, at: sentence! } : undefined;
  }
  return undefined;
}

/** The attack that "the attacker" of the next sentence is the attacker of: the only one there, or the first where the sentence begins with it. */
export function attackBefore(before: Analysed | undefined): Placed | undefined {
  return before && onlyOne(before.phrases.filter(({ type }) => type === "I"), before);
}

/** A name that the next sentence gives to what this one leaves unnamed: "a Russian hacking group" ... "The Russian Turla group". */
export function nameAfter(phrase: Phrase, after: Analysed | undefined): Placed | undefined {
  if (!after || phrase.definite || phrase.type !== "A" || phrase.mentions.some(({ type }) => type === "intrusion-set")) return undefined;
  const named = after.phrases.filter((other) => other.definite && isSame(phrase, other) && other.mentions.some(({ type }) => type === "intrusion-set"));
  const country = (one: Phrase) => one.mentions.find(({ type }) => type === "location")?.name;
  return named.length === 1 && country(named[0]!) === country(phrase) ? { phrase: named[0]!, at: after } : undefined;
}
