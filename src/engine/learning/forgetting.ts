import { DAY, later } from "../../lib/clock.ts";

/** What somebody may be expected to recall at a moment: `expected` of `of` facts, a sum of chances; `percent` is their mean, in whole per cent, 0 where there are none. `day` counts from now. */
export interface Recall { day: number; at: Date; expected: number; of: number; percent: number }

/** The chance, from 0 to 1, that a memory comes to mind at a moment. */
export type RecallOf<Memory> = (memory: Memory, at: Date) => number;

/**
 * How much of a set of memories is expected to come to mind, if nothing is answered or reviewed from `at` on, so many days later.
 * The number of facts recalled is a sum of independent chances, so its expectation is the sum of them; no independence is needed for that.
 * A chance outside 0 to 1 counts as the nearer of the two. @throws RangeError where a chance is no number.
 */
export function expectedRecall<Memory>(memories: readonly Memory[], recallOf: RecallOf<Memory>, at: Date, days: readonly number[]): Recall[] {
  return days.map((day) => {
    const then = later(at, day * DAY);
    const expected = memories.reduce((sum, memory) => sum + chance(recallOf(memory, then)), 0);
    const of = memories.length;
    return { day, at: then, expected, of, percent: of === 0 ? 0 : Math.round((100 * expected) / of) };
  });
}

function chance(value: number): number {
  if (Number.isNaN(value)) throw new RangeError("The chance of recalling a fact is no number.");
  return Math.min(1, Math.max(0, value));
}
