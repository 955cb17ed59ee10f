import { say } from "../../../../lib/messages.ts";
import { defaultMarkOf, fractionOf, topOf, type Key, type Marked } from "./marking.ts";
import type { Span } from "./numeric-comparing.ts";
import { asNamed, regionsOf, type Region } from "./regions.ts";
import type { ItemPart } from "./single-choice.ts";
import { telling } from "./telling.ts";

/** A number that the file names, and what it takes for it. */
export interface NamedNumber extends Span { value: number }

/** Numbers are tried at, between and beyond all those that the file names: between two of them nothing can change. */
export function readNumerical(key: Key, named: readonly NamedNumber[]): ItemPart {
  const { regions: found, around, samples } = regionsOf((number) => key.mark([number]), named.flatMap(({ value, from, to }) => [value, from, to]), key.line);
  const regions = asNamed(named, samples) ?? found.toSorted((one, other) => placeOf(one, named) - placeOf(other, named));
  const top = topOf(key, Math.max(around.score, ...regions.map(({ marked }) => marked.score)));
  const written = regions.map((region) => writtenAs(region, named));
  const tried = [...regions.map(({ marked }, place) => ({ id: written[place]!.text, ...worth(marked) })), { id: "*", ...worth(around) }];
  const told = telling(key, tried);
  const answers = tried.map(({ id, fraction }, place) => ({
    text: id, tolerance: written[place]?.tolerance ?? 0, format: "plain" as const, fraction,
    feedback: told.own[place]! + (fraction >= 1 ? told.correct : fraction > 0 ? told.partly : told.incorrect),
  })).filter(({ fraction, feedback, text }) => text !== "*" || fraction !== 0 || feedback !== "");
  return { type: "numerical", defaultMark: defaultMarkOf(key, top), generalFeedback: told.general, answers, units: [] };

  function worth(marked: Marked) {
    return { fraction: fractionOf(marked.score, top, key.note), marked };
  }
}

/** As a number of the file and its tolerance, where it is one; otherwise by its middle. */
function writtenAs(region: Region, named: readonly NamedNumber[]): { text: string; tolerance: number } {
  const same = named.find((number) => isAs(number, region));
  if (same) return { text: String(same.value), tolerance: tidied(same.to - same.value) };
  return { text: String(tidied((region.from + region.to) / 2)), tolerance: tidied((region.to - region.from) / 2) };
}

/** Answers stay in the order of the file. */
function placeOf(region: Region, named: readonly NamedNumber[]): number {
  const place = named.findIndex((number) => isAs(number, region));
  return place < 0 ? named.length : place;
}

function isAs({ value, from, to }: NamedNumber, region: Region): boolean {
  return isNear(from, region.from) && isNear(to, region.to) && isNear(value - from, to - value);
}

/** Whether two numbers differ by no more than binary fractions do. */
export function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
}

function tidied(number: number): number {
  return Number(number.toPrecision(12));
}

/** Says that bounds belong to an answer here, where the file leaves one of them out. */
export function noteStrictBounds(key: Key, isStrict: boolean): void {
  if (isStrict) key.note(say("qti.bounds-belong"));
}
