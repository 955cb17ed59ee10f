import { merged, momentsOf, withoutDust, type Counted } from "./moments.ts";

/** A pair of values that came up `count` times. */
export interface CountedPair { x: number; y: number; count: number }

/** Covariance of a sample, and the variances; null for fewer than two pairs. */
export function covarianceOf(pairs: readonly CountedPair[]): { covariance: number; x: number; y: number } | null {
  const [xs, ys] = [momentsOf(pairs.map(({ x, count }) => ({ value: x, count }))), momentsOf(pairs.map(({ y, count }) => ({ value: y, count })))];
  if (xs.variance === null || ys.variance === null) return null;
  const sum = pairs.reduce((total, { x, y, count }) => total + count * (x - xs.mean) * (y - ys.mean), 0);
  return { covariance: withoutDust(sum / (xs.count - 1), Math.abs(xs.mean * ys.mean)), x: xs.variance, y: ys.variance };
}

/** Pearson's r, -1 to 1; null where one side never varies. */
export function correlationOf(pairs: readonly CountedPair[]): number | null {
  const found = covarianceOf(pairs);
  if (!found || found.x === 0 || found.y === 0) return null;
  return Math.max(-1, Math.min(1, found.covariance / Math.sqrt(found.x * found.y)));
}

/** The greatest covariance that these values allow: that of the smallest x with the smallest y, and so on up. Null for fewer than two pairs. */
export function greatestCovarianceOf(pairs: readonly CountedPair[]): number | null {
  const [xs, ys] = [merged(pairs.map(({ x, count }) => ({ value: x, count }))), merged(pairs.map(({ y, count }) => ({ value: y, count })))];
  return covarianceOf(inStep(xs, ys))?.covariance ?? null;
}

function inStep(xs: readonly Counted[], ys: readonly Counted[]): CountedPair[] {
  const pairs: CountedPair[] = [];
  let [place, left] = [0, ys[0]?.count ?? 0];
  for (const { value: x, count } of xs) {
    for (let wanted = count; wanted > 0;) {
      const taken = Math.min(wanted, left);
      pairs.push({ x, y: ys[place]!.value, count: taken });
      [wanted, left] = [wanted - taken, left - taken];
      if (left === 0) { place += 1; left = ys[place]?.count ?? 0; }
    }
  }
  return pairs;
}
