import { correlationOf } from "./covariance.ts";
import type { AnswerTally } from "./items.ts";
import { scoreGroups } from "./score-groups.ts";

/** Answers that chose just these options, by their ids; none where the time was up. `total` is what their attempts won as a whole. */
export interface PickTally extends AnswerTally { chosen: readonly string[]; total: number }

/**
 * `share`: of all answers, 0 to 1. `fifths`: the same among the fifth of the attempts that won least, and so on up; null where a fifth has no attempt. `correlation`: of choosing it with the rest of the quiz, -1 to 1,
 * null where one of them never varies. `isPicked`: wrong options only, whether as many chose it as could be expected; `isFunctioning`: whether these were, besides, rather those who know less.
 */
export interface OptionFigures {
  id: string; correct: boolean; picked: number; share: number; fifths: readonly (number | null)[]; correlation: number | null; isPicked: boolean; isFunctioning: boolean;
}

/** A wrong option that fewer choose does not tempt: the rule of Haladyna and Downing (1993), How many options is enough for a multiple-choice test item? */
const LEAST_PICKED = 0.05;

/** The figures of the options of one question. `facility` and `chance` are 0 to 1: its mean score, and what blind guessing wins. */
export function optionFigures(options: readonly { id: string; correct: boolean }[], tally: readonly PickTally[], { facility, chance }: { facility: number; chance: number }): OptionFigures[] {
  const fifths = scoreGroups(tally);
  const least = leastPicked(facility, chance);
  return options.map(({ id, correct }) => {
    const share = shareIn(tally, id) ?? 0;
    const correlation = correlationOf(tally.map(({ chosen, rest, count }) => ({ x: Number(chosen.includes(id)), y: rest, count })));
    const isPicked = correct || (share > 0 && share >= least);
    return { id, correct, picked: countIn(tally, id), share, fifths: fifths.map((fifth) => shareIn(fifth, id)), correlation, isPicked, isFunctioning: isPicked && (correct || (correlation !== null && correlation < 0)) };
  });
}

/** The share from which a wrong option counts as picked, 0 to 0.05: one in twenty where people do no better than by guessing, and less as there are fewer wrong answers to share out. */
export function leastPicked(facility: number, chance: number): number {
  return LEAST_PICKED * Math.max(0, Math.min(1, (1 - facility) / (1 - Math.min(chance, 0.99))));
}

function countIn(tally: readonly PickTally[], id: string): number {
  return tally.reduce((sum, { chosen, count }) => sum + (chosen.includes(id) ? count : 0), 0);
}

function shareIn(tally: readonly PickTally[], id: string): number | null {
  const all = tally.reduce((sum, { count }) => sum + count, 0);
  return all === 0 ? null : countIn(tally, id) / all;
}
