import { covarianceOf, greatestCovarianceOf, type CountedPair } from "./covariance.ts";
import { momentsOf } from "./moments.ts";

/** Answers that won `score` (0 to 1) in attempts that won `rest` points with their other questions. Where a question was drawn from a pool, `rest` is the whole total. */
export interface AnswerTally { score: number; rest: number; count: number }

/**
 * `facility`: the mean score, 0 to 1. `sd`: its standard deviation, null for one answer. `discrimination` and `efficiency` are per cent from -100 to 100, null where scores or the
 * rest never vary. `withTotal`: the covariance of score and total, from which weights are made; null for one answer.
 */
export interface ItemFigures { answers: number; facility: number; sd: number | null; discrimination: number | null; efficiency: number | null; withTotal: number | null }

/**
 * The figures of one question by the formulas of Moodle (question/classes/statistics/questions/calculator.php): the discrimination index is the correlation of the question with the
 * rest of the quiz, not the index of upper and lower groups; efficiency is that covariance as a share of the greatest that these marks allow.
 * @throws RangeError where there is no answer.
 */
export function itemFigures(tally: readonly AnswerTally[]): ItemFigures {
  const scores = momentsOf(tally.map(({ score, count }) => ({ value: score, count })));
  const pairs = tally.map(({ score, rest, count }): CountedPair => ({ x: score, y: rest, count }));
  const found = covarianceOf(pairs);
  const facts = { answers: scores.count, facility: scores.mean, sd: scores.variance === null ? null : Math.sqrt(scores.variance) };
  if (!found) return { ...facts, discrimination: null, efficiency: null, withTotal: null };
  const { covariance, x, y } = found;
  const greatest = greatestCovarianceOf(pairs) ?? 0;
  const inPercent = (value: number) => Math.max(-100, Math.min(100, 100 * value));
  return {
    ...facts, withTotal: covariance + x,
    discrimination: x === 0 || y === 0 ? null : inPercent(covariance / Math.sqrt(x * y)),
    efficiency: greatest <= 0 ? null : inPercent(covariance / greatest),
  };
}

/**
 * How much each question counts for the spread of totals, in per cent: the square root of its covariance with the total as a share of the sum of these roots. Null where the covariance is
 * negative or unknown, which is left out of the sum, as Moodle does.
 */
export function effectiveWeights(items: readonly Pick<ItemFigures, "withTotal">[]): (number | null)[] {
  const roots = items.map(({ withTotal }) => (withTotal === null || withTotal < 0 ? null : Math.sqrt(withTotal)));
  const sum = roots.reduce<number>((total, root) => total + (root ?? 0), 0);
  return roots.map((root) => (root === null || sum === 0 ? null : (100 * root) / sum));
}

/** How much each of so many questions was meant to count, in per cent: all of ours are worth one point. */
export function intendedWeight(items: number): number | null {
  return items === 0 ? null : 100 / items;
}
