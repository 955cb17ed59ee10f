/** A value that came up `count` times. */
export interface Counted { value: number; count: number }

/** `variance` is that of a sample (divided by one less than how many there are), null for fewer than two values. `second`, `third` and `fourth` are central moments, divided by how many there are. */
export interface Moments { count: number; mean: number; variance: number | null; second: number; third: number; fourth: number }

/** @throws RangeError where there is no value. */
export function momentsOf(values: readonly Counted[]): Moments {
  const count = values.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) throw new RangeError("No value has no mean.");
  const mean = values.reduce((sum, each) => sum + each.count * each.value, 0) / count;
  const central = (power: number) => values.reduce((sum, each) => sum + each.count * (each.value - mean) ** power, 0) / count;
  const second = withoutDust(central(2), mean);
  return { count, mean, second, third: central(3), fourth: central(4), variance: count < 2 ? null : (count * second) / (count - 1) };
}

/** What is left over of rounding when all values are the same is no spread. */
export function withoutDust(spread: number, mean: number): number {
  return Math.abs(spread) < 1e-13 * Math.max(1, mean ** 2) ? 0 : spread;
}

/** The middle value, or the mean of the two in the middle. @throws RangeError where there is no value. */
export function medianOf(values: readonly Counted[]): number {
  return quantileOf(values, 0.5);
}

/** The value below which this share (0 to 1) of the values lies, between two of them in proportion (type 7 of Hyndman and Fan 1996, as in R and numpy). @throws RangeError where there is no value. */
export function quantileOf(values: readonly Counted[], share: number): number {
  const sorted = values.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value);
  const count = sorted.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) throw new RangeError("No value has no median.");
  const place = (count - 1) * share;
  const [low, high] = [valueAt(sorted, Math.floor(place) + 1), valueAt(sorted, Math.ceil(place) + 1)];
  return low + (high - low) * (place - Math.floor(place));
}

function valueAt(sorted: readonly Counted[], place: number): number {
  let passed = 0;
  return sorted.find(({ count }) => (passed += count) >= place)!.value;
}

/** The same with equal values put together, in ascending order. */
export function merged(values: readonly Counted[]): Counted[] {
  const counts = new Map<number, number>();
  for (const { value, count } of values) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => a.value - b.value);
}
