import { DAY } from "../../lib/clock.ts";
import { DEFAULT_DECAY, factorOf, type Fading } from "./memory.ts";

/** How much memory lies in each bin; each person weighs `WHOLE`, however much they were asked. */
export type MemoryBins = Record<string, number>;
export const WHOLE = 1_000_000;

const PER_OCTAVE = 2;
const LOWEST = -10;
const HIGHEST = 12;

/**
 * The bin of a memory: its stability to half an octave, the day it was asked last in steps of a quarter of that stability (one day at least), and its decay to a hundredth.
 * Steps do not depend on today, so that a memory stays in its bin until it is asked again.
 */
export function binOf({ stability, lastAt, decay = 0 }: Fading): string {
  const octave = Math.round(PER_OCTAVE * Math.min(HIGHEST, Math.max(LOWEST, Math.log2(stability))));
  return `${octave},${Math.floor(Date.parse(lastAt) / DAY / widthOf(octave))},${Math.round(100 * decay)}`;
}

/** The memories of one person, so weighed that the whole person counts once. */
export function binsOf(memories: readonly Fading[]): MemoryBins {
  return weighed(memories.map(binOf));
}

/** The same of the bin of each memory. */
export function weighed(bins: readonly string[]): MemoryBins {
  const weights: MemoryBins = {};
  for (const bin of bins) weights[bin] = (weights[bin] ?? 0) + Math.round(WHOLE / bins.length);
  return weights;
}

/** Adds bins to others, or takes them away; what is empty goes. */
export function addBins(to: MemoryBins, added: MemoryBins, times = 1): void {
  for (const [bin, weight] of Object.entries(added)) {
    const sum = (to[bin] ?? 0) + times * weight;
    if (sum === 0) delete to[bin]; else to[bin] = sum;
  }
}

/**
 * The mean over people of the share of their facts that they would recall then, if nothing is asked meanwhile; undefined where there are no memories.
 * Each bin counts by its middle. For memories as stable as four days and more no bin is off by more than four points with FSRS's default decay, and errors of both signs meet in a mean.
 */
export function recallIn(bins: MemoryBins, at: Date): number | undefined {
  return recallOver(bins)?.(at);
}

/** The same for many moments: the bins are read once. */
export function recallOver(bins: MemoryBins): ((at: Date) => number) | undefined {
  const read = Object.entries(bins).map(([bin, weight]) => {
    const [octave, step, hundredths] = bin.split(",").map(Number) as [number, number, number];
    const decay = hundredths === 0 ? DEFAULT_DECAY : hundredths / 100;
    return { weight, decay, last: (step + 0.5) * widthOf(octave), rate: factorOf(decay) / 2 ** (octave / PER_OCTAVE) };
  });
  const whole = read.reduce((sum, { weight }) => sum + weight, 0);
  if (whole === 0) return undefined;
  return (at) => {
    const today = at.getTime() / DAY;
    let recalled = 0;
    for (const { weight, decay, last, rate } of read) recalled += today > last ? weight * (1 + rate * (today - last)) ** -decay : weight;
    return recalled / whole;
  };
}

/** How many people's memories these are. */
export function peopleIn(bins: MemoryBins): number {
  return Math.round(Object.values(bins).reduce((sum, weight) => sum + weight, 0) / WHOLE);
}

/** The first day, counted from `at`, on which recall is under the target, 0 where it is today; undefined where it is not within so many days. */
export function dayUnder(bins: MemoryBins, target: number, at: Date, most = 730): number | undefined {
  const recall = recallOver(bins);
  const isUnder = (day: number) => recall !== undefined && recall(new Date(at.getTime() + day * DAY)) < target;
  if (isUnder(0)) return 0;
  if (!isUnder(most)) return undefined;
  let [low, high] = [0, most];
  while (low < high) { const middle = Math.floor((low + high) / 2); if (isUnder(middle)) high = middle; else low = middle + 1; }
  return low;
}

/** In days. */
function widthOf(octave: number): number {
  return Math.max(1, 2 ** (Math.floor(octave / PER_OCTAVE) - 2));
}
