import type { Analysed } from "./analysis.ts";
import { antecedentOf, nameAfter } from "./coreference.ts";
import { keyOf } from "./gazetteer.ts";
import type { Span } from "./normalise.ts";
import { headMention, type Context } from "./slots.ts";

/** Every place of these words in a text, both normalised: whole words only, so that "likely" is not found in "unlikely". */
export function placesOf(wanted: string, text: string): Span[] {
  if (wanted === "") return [];
  const places: Span[] = [];
  for (let start = text.indexOf(wanted); start >= 0; start = text.indexOf(wanted, start + 1)) {
    if (isWhole(text, start, start + wanted.length)) places.push({ start, end: start + wanted.length });
  }
  return places;
}

function isWhole(text: string, start: number, end: number): boolean {
  const isLetter = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}\p{M}]/u.test(letter);
  return !(isLetter(text[start - 1]) && isLetter(text[start])) && !(isLetter(text[end - 1]) && isLetter(text[end]));
}

/** The phrase that a span of a sentence means, from the determiner to the head; a name by itself stays. Undefined where the span cuts through a phrase or holds none. */
export function phraseAround(span: Span, { phrases, mentions }: Analysed): Span | undefined {
  if (mentions.some(({ start, end }) => start === span.start && end === span.end)) return span;
  const first = phrases.find(({ start, end }) => start <= span.start && end > span.start);
  const last = phrases.find(({ start, end }) => start < span.end && end >= span.end && end <= span.end + 1);
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/** The phrases inside a span that refer to what bears this name, in the cases that are safe. */
export function referringTo(name: string, within: Span, { at, before, after }: Pick<Context, "at" | "before" | "after">): Span[] {
  const wanted = keyOf(name);
  if (wanted === "") return [];
  return at.phrases.filter(({ start, end }) => start >= within.start && end <= within.end).filter((phrase) => {
    const meant = (antecedentOf(phrase, at, before) ?? nameAfter(phrase, after))?.phrase;
    const own = meant && headMention(meant);
    return meant !== undefined && [meant.text, own?.text ?? "", own?.name ?? ""].some((text) => keyOf(text) === wanted);
  }).map(({ start, end }) => ({ start, end }));
}
