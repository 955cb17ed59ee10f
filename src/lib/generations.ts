/** How many of the newest days, weeks (from Monday) and months keep the last thing that was made in them. */
export interface Generations { days: number; weeks: number; months: number }

const DAY = 86_400_000;
const MONDAY_OF_1970 = 4;

/** Which of these days, given as 2026-01-05, are kept: in every generation the newest of each of its periods, and the very newest of all. */
export function keptDays(days: readonly string[], { days: daily, weeks, months }: Generations): Set<string> {
  const sorted = [...new Set(days)].sort().reverse();
  const newestOf = (period: (day: string) => string | number, count: number) => {
    const found = new Map<string | number, string>();
    for (const day of sorted) if (!found.has(period(day))) found.set(period(day), day);
    return [...found.values()].slice(0, count);
  };
  return new Set([...sorted.slice(0, 1), ...newestOf((day) => day, daily), ...newestOf(weekOf, weeks), ...newestOf((day) => day.slice(0, 7), months)]);
}

/** Weeks since the first Monday of 1970. */
function weekOf(day: string): number {
  return Math.floor((Date.parse(`${day}T00:00:00Z`) / DAY - MONDAY_OF_1970) / 7);
}
