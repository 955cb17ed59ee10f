import { medianOf, momentsOf, type Counted, type Moments } from "./moments.ts";

/**
 * `shares` are results from 0 to 1. `totals` are the points that the items add up to and `items` the variance of each item's scores, in points; null where an item has too few answers.
 * `points` is the most that there was to win. Where attempts had different numbers of items, `totals` is empty: they have no common scale.
 */
export interface QuizTally { shares: readonly Counted[]; totals: readonly Counted[]; items: readonly (number | null)[]; points: number }

/** Shares are 0 to 1: `mean`, `median`, `sd`, `standardError`. `consistency` and `errorRatio` are per cent. What cannot be worked out is null. */
export interface QuizFigures {
  attempts: number; mean: number; median: number; sd: number | null; skewness: number | null; kurtosis: number | null;
  consistency: number | null; errorRatio: number | null; standardError: number | null;
}

/**
 * The figures of a whole quiz by the formulas of Moodle (mod/quiz/report/statistics/classes/calculator.php). `consistency` is the coefficient of internal consistency: Cronbach's alpha in per
 * cent (Cronbach 1951), which needs two items and three attempts. The error ratio is 100 times the root of what it leaves, the standard error that share of the standard deviation.
 * Skewness and kurtosis are those of Fisher's k-statistics. @throws RangeError where there is no attempt.
 */
export function quizFigures({ shares, totals, items, points }: QuizTally): QuizFigures {
  const moments = momentsOf(shares);
  const consistency = consistencyOf(totals, items);
  const errorRatio = consistency === null ? null : 100 * Math.sqrt(Math.max(0, 1 - consistency / 100));
  const spread = totals.length === 0 ? null : momentsOf(totals).variance;
  return {
    attempts: moments.count, mean: moments.mean, median: medianOf(shares), sd: moments.variance === null ? null : Math.sqrt(moments.variance),
    skewness: skewnessOf(moments), kurtosis: kurtosisOf(moments), consistency, errorRatio,
    standardError: errorRatio === null || spread === null || points === 0 ? null : (errorRatio / 100) * (Math.sqrt(spread) / points),
  };
}

function consistencyOf(totals: readonly Counted[], items: readonly (number | null)[]): number | null {
  const variances = items.filter((variance) => variance !== null);
  if (totals.length === 0 || items.length < 2 || variances.length < items.length) return null;
  const { count, variance } = momentsOf(totals);
  if (count < 3 || !variance) return null;
  const sum = variances.reduce((total, each) => total + each, 0);
  return (100 * (items.length / (items.length - 1))) * (1 - sum / variance);
}

function skewnessOf({ count: n, variance, third }: Moments): number | null {
  if (n < 3 || !variance) return null;
  return (n ** 2 * third) / ((n - 1) * (n - 2)) / variance ** 1.5;
}

function kurtosisOf({ count: n, variance, second, fourth }: Moments): number | null {
  if (n < 4 || !variance) return null;
  return (n ** 2 * ((n + 1) * fourth - 3 * (n - 1) * second ** 2)) / ((n - 1) * (n - 2) * (n - 3)) / variance ** 2;
}
