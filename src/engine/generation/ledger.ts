import type { Hindsight } from "./hindsight.ts";
import { byLetters } from "./options.ts";

/**
 * What somebody who knows nothing sees of an option. `overlap` counts telling words that also stand in the stem, `frequency` how often the option was
 * the answer in questions of this form so far, `rate` how often it was right when it was on offer.
 */
export interface Seen { text: string; correct: boolean; overlap: number; frequency: number; rate: number }

/** Ways to guess without knowing: each takes the option that is most so (`valueOf`). Places are those of the stored, alphabetical order. */
const CUES = 5;
const PLACES = 6;
export const BY_FREQUENCY = 3;
export const BY_RATE = 4;

/** A standing for each cue, then for each place: a plain array, because so short a Float64Array costs more to make than to fill, and there are some for each question. */
export type Surplus = readonly number[];
const EVEN: Surplus = Array.from({ length: CUES + PLACES }, () => 0);

/**
 * How the ledger, which says how much better than chance each way to guess has done so far in one form of question (0 is chance), would stand if these options were offered, and how far that is from chance. The first option is the key, or one of them.
 * A guess that finds several options equally good takes one of them at random.
 */
export function imbalanceWith(before: Surplus = EVEN, options: readonly Seen[]): { cost: number; surplus: Surplus } {
  let right = 0;
  for (const { correct } of options) right += Number(correct);
  const chance = right / options.length;
  const surplus = before.slice();
  const places = placesOfKeys(options);
  let cost = 0;
  for (let cue = 0; cue < surplus.length; cue++) {
    if (cue - CUES < options.length) surplus[cue]! += (cue < CUES ? winsBy(cue, options) : Number(places.includes(cue - CUES))) - chance;
    cost += surplus[cue]! ** 2;
  }
  return { cost, surplus };
}

/** The same standing with what guessing wins that knows the questions to come as well, in place of what it won so far. */
export function withHindsight({ surplus: before }: { surplus: Surplus }, { frequency, rate }: Hindsight): { cost: number; surplus: Surplus } {
  const surplus = before.slice();
  surplus[BY_FREQUENCY] = frequency;
  surplus[BY_RATE] = rate;
  return { surplus, cost: surplus.reduce((sum, won) => sum + won ** 2, 0) };
}

function valueOf({ text, overlap, frequency, rate }: Seen, cue: number): number {
  switch (cue) {
    case 0: return text.length;
    case 1: return -text.length;
    case 2: return overlap;
    case BY_FREQUENCY: return frequency;
    default: return rate;
  }
}

function winsBy(cue: number, options: readonly Seen[]): number {
  let [best, taken, right] = [-Infinity, 0, 0];
  for (const option of options) {
    const value = valueOf(option, cue);
    if (value > best) { best = value; taken = 0; right = 0; }
    if (value === best) { taken += 1; right += Number(option.correct); }
  }
  return right / taken;
}

/** Where the keys stand among the options by letters. */
function placesOfKeys(options: readonly Seen[]): number[] {
  const places: number[] = [];
  for (const key of options) {
    if (!key.correct) continue;
    let place = 0;
    for (const other of options) if (other !== key && byLetters(other.text, key.text) < 0) place += 1;
    places.push(place);
  }
  return places;
}
