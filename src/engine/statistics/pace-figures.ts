import { quantileOf, type Counted } from "./moments.ts";
import { LEAST_SHOWN } from "./verdicts.ts";

/** Seconds from the first sight of a question to its answer: the median, and the quartiles between which the middle half of them lies. `timed` answers have a time; the rest is null under thirty of them. */
export interface PaceFigures { timed: number; median: number | null; low: number | null; high: number | null }

/** Of seconds, each with how many answers took so long. */
export function paceFigures(paces: readonly Counted[]): PaceFigures {
  const timed = paces.reduce((sum, { count }) => sum + count, 0);
  if (timed < LEAST_SHOWN) return { timed, median: null, low: null, high: null };
  return { timed, median: quantileOf(paces, 0.5), low: quantileOf(paces, 0.25), high: quantileOf(paces, 0.75) };
}
