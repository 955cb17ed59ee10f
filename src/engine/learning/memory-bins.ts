import { DAY } from "../../lib/clock.ts";
import { DEFAULT_DECAY, factorOf, type Fading } from "./memory.ts";

/** How much memory lies in a bin: its weight, and by weight the day within the week and the logarithm of stability, so that its middle is that of what lies in it. */
export type BinSums = [weight: number, day: number, stability: number];
/** By octave of stability, week and hundredths of decay. */
export type MemoryBins = Record<string, BinSums>;
/** The same as it is kept, quick to read: octave, week, decay and the three sums, bin after bin. */
export type PackedBins = number[];

/** What each person weighs, however much they were asked. */
export const WHOLE = 1_000_000;
const SIZE = 6;
const WEEK = 7;
/** Hundredths of an octave. */
const FINE = 100;
const [LOWEST, HIGHEST] = [-10, 12];

/** What is kept of one memory: octave of its stability, week in which it was asked last, hundredths of decay, day of that week, and stability in hundredths of an octave. Nothing of it depends on today. */
export function binOf({ stability, lastAt, decay = 0 }: Fading): string {
  const fine = Math.round(FINE * Math.min(HIGHEST, Math.max(LOWEST, Math.log2(stability))));
  const day = Math.floor(Date.parse(lastAt) / DAY);
  return [Math.floor(fine / FINE), Math.floor(day / WEEK), Math.round(100 * decay), day % WEEK, fine].join();
}

/** The memories of one person, as `binOf` gives them, so weighed that the whole person counts once. */
export function weighed(memories: readonly string[]): MemoryBins {
  const weight = Math.round(WHOLE / memories.length);
  const bins: MemoryBins = {};
  for (const memory of memories) {
    const last = memory.lastIndexOf(",");
    const before = memory.lastIndexOf(",", last - 1);
    addTo(bins, memory.slice(0, before), weight, weight * Number(memory.slice(before + 1, last)), weight * Number(memory.slice(last + 1)));
  }
  return bins;
}

export function binsOf(memories: readonly Fading[]): MemoryBins {
  return weighed(memories.map(binOf));
}

/** Adds bins to others, or takes them away; what is empty goes. */
export function addBins(to: MemoryBins, added: MemoryBins, times = 1): void {
  for (const bin in added) {
    const [weight, day, stability] = added[bin]!;
    addTo(to, bin, times * weight, times * day, times * stability);
  }
}

/** In place: some hundred million times in a night. */
function addTo(bins: MemoryBins, bin: string, weight: number, day: number, stability: number): void {
  const sums = bins[bin];
  if (!sums) { bins[bin] = [weight, day, stability]; return; }
  sums[0] += weight;
  sums[1] += day;
  sums[2] += stability;
  if (sums[0] === 0 && sums[1] === 0 && sums[2] === 0) delete bins[bin];
}

export function packBins(bins: MemoryBins): PackedBins {
  return Object.entries(bins).flatMap(([bin, sums]) => [...bin.split(",").map(Number), ...sums]);
}

export function unpackBins(packed: PackedBins): MemoryBins {
  const bins: MemoryBins = {};
  for (let place = 0; place < packed.length; place += SIZE) bins[packed.slice(place, place + 3).join()] = packed.slice(place + 3, place + SIZE) as BinSums;
  return bins;
}

/**
 * The mean over people of the share of their facts that they would recall at a moment, if nothing is asked meanwhile; undefined where there are no memories.
 * Each bin counts as if all of it lay in its middle. A bin of memories alike is right to two and a half points from four days of stability on (days are whole); of unlike ones the error is that of replacing a mean of
 * recalls by the recall of a mean, which the bend of the curve keeps as small within an octave and a week.
 */
export function recallOver(packed: PackedBins): ((at: Date) => number) | undefined {
  const whole = weightOf(packed);
  return whole === 0 ? undefined : (at) => {
    const today = at.getTime() / DAY;
    let recalled = 0;
    for (let place = 0; place < packed.length; place += SIZE) {
      const [weight, decay] = [packed[place + 3]!, packed[place + 2]! / 100 || DEFAULT_DECAY];
      const days = today - (packed[place + 1]! * WEEK + packed[place + 4]! / weight + 0.5);
      recalled += weight * (days > 0 ? (1 + (factorIn(decay) * days) / 2 ** (packed[place + 5]! / weight / FINE)) ** -decay : 1);
    }
    return recalled / whole;
  };
}

export function recallIn(packed: PackedBins, at: Date): number | undefined {
  return recallOver(packed)?.(at);
}

/** How many people's memories these are. */
export function peopleIn(packed: PackedBins): number {
  return Math.round(weightOf(packed) / WHOLE);
}

function weightOf(packed: PackedBins): number {
  let whole = 0;
  for (let place = 3; place < packed.length; place += SIZE) whole += packed[place]!;
  return whole;
}

/** There are a few decays only, and many bins. */
const factors = new Map<number, number>();
function factorIn(decay: number): number {
  const known = factors.get(decay) ?? factorOf(decay);
  factors.set(decay, known);
  return known;
}

/** The first day, counted from `at`, on which recall is under the target, 0 where it is today; undefined where it is not within so many days. */
export function dayUnder(packed: PackedBins, target: number, at: Date, most = 730): number | undefined {
  const recall = recallOver(packed);
  const isUnder = (day: number) => recall !== undefined && recall(new Date(at.getTime() + day * DAY)) < target;
  if (isUnder(0)) return 0;
  if (!isUnder(most)) return undefined;
  let [low, high] = [0, most];
  while (low < high) { const middle = Math.floor((low + high) / 2); if (isUnder(middle)) high = middle; else low = middle + 1; }
  return low;
}
