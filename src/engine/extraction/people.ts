import type nlp from "compromise";
import { onDemand } from "../../lib/on-demand.ts";
import type { Mention } from "./mention.ts";
import type { Span } from "./normalise.ts";
import { anyOf } from "./words.ts";

/** Loading it takes a third of a second: only who reads an article waits for it. */
const compromise = onDemand<typeof nlp>("compromise");

const NAME_WORD = "\\p{Lu}[\\p{L}'’]{1,24}(?:-\\p{Lu}[\\p{L}'’]{1,24}){0,2}";
const BETWEEN = `(?:\\p{Lu}\\.|"${NAME_WORD}"|${NAME_WORD}|(?:van|von|de|der|den|al|bin|el|la)(?= \\p{L}))`;
const FULL_NAME = new RegExp(`(?<![\\p{L}\\p{N}-])${NAME_WORD}(?: ${BETWEEN}){0,4} (?:${NAME_WORD})(?![\\p{L}\\p{N}-])`, "gu");
const POSTS = anyOf(`
  Minister President Secretary Director Commissioner Chancellor Senator General Judge Mayor Chief Officer Spokesman Spokeswoman Attorney Detective Inspector Agent
  Professor Governor Ambassador Commander Captain Sheriff
`);
const TITLE = new RegExp(`^(?:(?:[\\p{L}-]+ )?(?:${POSTS})|${anyOf("Mr Mrs Ms Dr Prof Sir Lord Lady Sen Rep Gen Det Insp Sgt")})\\.? `, "u");

/**
 * Full names of people. compromise knows first names; what it returns is mended: names are read on over hyphens and further
 * capitalised words, and titles are cut off. `taken`: spans that are something else already.
 */
export function findPeople(text: string, taken: readonly Span[]): Mention[] {
  const free = [...masked(text, taken).matchAll(FULL_NAME)].map(({ 0: words, index }) => withoutTitle(words, index)).filter((span) => span.text.includes(" "));
  if (free.length === 0) return [];
  const known = peopleIn(text).map((person) => person.replace(/[^\p{L}]+$/u, ""));
  return free.filter((span) => known.some((person) => overlaps(person, span.text)));
}

function peopleIn(text: string): string[] {
  return compromise()(text).people().out("array") as string[];
}

function withoutTitle(words: string, index: number): Mention {
  const title = TITLE.exec(words)?.[0] ?? "";
  const text = words.slice(title.length);
  return { start: index + title.length, end: index + words.length, text, name: text, type: "identity", kind: "person" };
}

/** The text with a mark in place of every letter that is something else already. */
function masked(text: string, taken: readonly Span[]): string {
  return taken.reduce((left, { start, end }) => left.slice(0, start) + "#".repeat(end - start) + left.slice(end), text);
}

/** Two words of a name in common, or the one that compromise is sure of. */
function overlaps(person: string, name: string): boolean {
  const parts = name.split(/[ -]/);
  return person.split(/[ -]/).filter((part) => part.length > 1 && parts.includes(part)).length >= Math.min(2, parts.length);
}
