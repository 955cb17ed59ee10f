import { default_w, FSRS6_DEFAULT_DECAY } from "ts-fsrs";
import { DAY } from "../../lib/clock.ts";

/**
 * What one person remembers of one fact. `stability`: after so many days without seeing it, it is recalled with a probability of 90 %.
 * `difficulty` is 1 to 10. `dueAt` and `lastAt` (when it was asked last) are UTC ISO times. `reps` counts answers, `lapses` those that were wrong after it had been known.
 * `topic` is that of the question that asked it last. `decay` is how steeply it fades beyond that, 0.1 to 0.8, as this installation's answers say; without it FSRS's default counts.
 */
export interface Memory {
  factKey: string; incidentId: number; topic: string; stability: number; difficulty: number; dueAt: string; lastAt: string; reps: number; lapses: number; decay?: number;
}

/** What recall depends on. */
export type Fading = Pick<Memory, "stability" | "lastAt" | "decay">;

export const DEFAULT_DECAY = default_w[20] ?? FSRS6_DEFAULT_DECAY;

/**
 * The probability, 0 to 1, that it would be recalled after so many days. It falls as a power of time, R = (1 + f t / S)^-d, with f such that R = 0.9 at t = S:
 * FSRS-6, "forgetting curve", https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm#fsrs-6.
 * @throws RangeError for a stability that is not above 0
 */
export function recallAfter(stability: number, days: number, decay = DEFAULT_DECAY): number {
  if (!(stability > 0)) throw new RangeError(`A stability is above 0 days, not ${stability}.`);
  return (1 + (factorOf(decay) * Math.max(0, days)) / stability) ** -decay;
}

/** After how many days recall has fallen to this share, between 0 and 1. */
export function daysUntil(share: number, stability: number, decay = DEFAULT_DECAY): number {
  return (stability * (share ** (-1 / decay) - 1)) / factorOf(decay);
}

/** The f of the curve. */
export function factorOf(decay: number): number {
  return 0.9 ** (-1 / decay) - 1;
}

/** The probability, 0 to 1, that the fact would be recalled then; 1 up to the moment when it was asked last. */
export function recallAt({ stability, lastAt, decay }: Fading, at: Date): number {
  return recallAfter(stability, (at.getTime() - Date.parse(lastAt)) / DAY, decay);
}
