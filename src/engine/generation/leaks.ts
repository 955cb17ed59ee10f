import { fold } from "../../lib/text.ts";
import { foldedNamesOf } from "../knowledge/names.ts";
import type { Entity } from "../knowledge/entity.ts";

const COMMON = new Set(["that", "with", "from", "into", "over", "their", "which", "have", "been", "were", "what", "when", "this", "them", "more", "than", "used", "through", "without", "group", "attack", "attackers", "hackers", "company", "systems", "system", "data", "security"]);

/** Whether the stem names the thing that it asks for, by its name or by another; a name of four letters and more counts inside a word too ("NotPetya" for "Petya"). */
export function namesKey(stem: string, key: Entity): boolean {
  const text = ` ${folded(stem)} `;
  return foldedNamesOf(key).some((name) => text.includes(name.length < 4 ? ` ${name} ` : name));
}

/** Whether a telling word stands in the stem and in the key, and in no other option: the reader need not know anything then. */
export function repeatsWord(stem: string, key: string, others: readonly string[]): boolean {
  return shared(tellingWords(stem), wordsOfName(key)).some((word) => !others.some((other) => wordsOfName(other).has(word)));
}

/** Tells of a set of wrong options whether the stem gives a key away beside them; undefined where it cannot, whatever the options. */
export interface Leaks { isTold: ((others: readonly Entity[]) => boolean) | undefined }

/**
 * What the stem has in common with a key: telling words, or four letters in a row of a name of the key and of the thing that the stem speaks of
 * ("SeaDuke" tells of "The Dukes"). It gives the key away where no other option has the same in common.
 */
export function leaksOf(stem: string, told: Entity | undefined, keys: readonly Entity[]): Leaks {
  const words = keys.flatMap(({ name }) => shared(tellingWords(stem), wordsOfName(name)));
  const grams = told ? keys.flatMap((key) => shared(gramsOf(told), gramsOf(key))) : [];
  if (words.length === 0 && grams.length === 0) return { isTold: undefined };
  return { isTold: (others) => words.some((word) => !others.some(({ name }) => wordsOfName(name).has(word))) || grams.some((gram) => !others.some((other) => gramsOf(other).has(gram))) };
}

/** Whether a name alone gives the key away. */
export function sharesLetters(told: Entity, key: Entity): boolean {
  return shared(gramsOf(told), gramsOf(key)).length > 0;
}

/** How many of the words stand in the option: a guess by likeness to the stem takes the option with the most. */
export function overlapWith(words: ReadonlySet<string>, option: string): number {
  return shared(words, wordsOfName(option)).length;
}

const NOTHING: string[] = [];

function shared(stem: ReadonlySet<string>, option: ReadonlySet<string>): string[] {
  let both = NOTHING;
  for (const word of option) if (stem.has(word)) both = [...both, word];
  return both;
}

const GRAM = 4;
const grams = new WeakMap<Entity, ReadonlySet<string>>();

function gramsOf(entity: Entity): ReadonlySet<string> {
  const known = grams.get(entity);
  if (known) return known;
  const found = new Set<string>();
  for (const word of foldedNamesOf(entity).flatMap((name) => name.split(" "))) {
    if (!COMMON.has(word)) for (let start = 0; start + GRAM <= word.length; start++) found.add(word.slice(start, start + GRAM));
  }
  grams.set(entity, found);
  return found;
}

/** Words of four letters and more, without their plural s. The text that was asked for last is remembered: a stem is looked at many times in a row. */
export const tellingWords = latest((text) => wordsIn(folded(text)));

const folded = latest(fold);

function latest<T>(work: (text: string) => T): (text: string) => T {
  let known: { text: string; found: T } | undefined;
  return (text) => (known?.text === text ? known : (known = { text, found: work(text) })).found;
}

const MOST_NAMES = 40_000;
const names = new Map<string, ReadonlySet<string>>();

/** The same of a name: names come back again and again, and what is remembered is bounded. */
function wordsOfName(name: string): ReadonlySet<string> {
  const known = names.get(name);
  if (known) return known;
  if (names.size >= MOST_NAMES) names.clear();
  const found = wordsIn(fold(name));
  names.set(name, found);
  return found;
}

function wordsIn(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const word of text.split(" ")) {
    const single = word.endsWith("s") ? word.slice(0, -1) : word;
    if (single.length >= 4 && !COMMON.has(single) && !COMMON.has(`${single}s`)) words.add(single);
  }
  return words;
}
