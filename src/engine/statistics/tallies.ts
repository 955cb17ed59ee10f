/** Sums of thirds and sixths differ in their last digits with the order in which they were added; here they are the same. */
const DIGITS = 1e9;

export function asPoints(sum: number): number {
  return Math.round(sum * DIGITS) / DIGITS;
}

/** What was chosen without the order in which it stood on the page; what is no list of options stays as it is. */
export function inOrder(chosen: string): string {
  return chosen.startsWith("[") ? JSON.stringify((JSON.parse(chosen) as string[]).sort()) : chosen;
}

/** Longest time that is told apart: who takes longer has left the page. In seconds. */
const LONGEST = 3600;

/** Seconds as one would say them: exact up to a minute, then in steps of five, from ten minutes on in minutes. Never below 0. */
export function saidSeconds(seconds: number): number {
  const step = seconds < 60 ? 1 : seconds < 600 ? 5 : 60;
  return Math.max(0, Math.min(LONGEST, Math.round(seconds / step) * step));
}

/** Rows that are alike but for what is added up become one, in the order of the first. */
export function addedUp<Row extends object, Sum extends keyof Row>(rows: readonly Row[], sums: readonly Sum[]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(Object.entries(row).filter(([name]) => !(sums as readonly string[]).includes(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
    const same = found.get(key);
    found.set(key, same ? { ...same, ...Object.fromEntries(sums.map((sum) => [sum, (same[sum] as number) + (row[sum] as number)])) } : row);
  }
  return [...found.values()];
}
