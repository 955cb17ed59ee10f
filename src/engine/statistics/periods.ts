import { groupBy } from "../../lib/groups.ts";

/** `month` is EDTF such as 2026-01; `points` is the sum of the scores. */
export interface MonthCount { month: string; answers: number; points: number }
/** The same for one month, or for several on end that have too few answers each. */
export interface Period { from: string; to: string; answers: number; facility: number }

/** Months in their order, joined until each period has at least so many answers; none where all of them together have fewer. */
export function periodsOf(months: readonly MonthCount[], least: number): Period[] {
  const byMonth = [...groupBy(months, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1));
  const joined: MonthCount[][] = [];
  for (const [, same] of byMonth) {
    const open = joined.at(-1);
    if (open && countOf(open) < least) open.push(...same);
    else joined.push([...same]);
  }
  const last = joined.at(-1);
  if (last && countOf(last) < least) { joined.pop(); joined.at(-1)?.push(...last); }
  return joined.filter((period) => countOf(period) >= least).map(periodOf);
}

function periodOf(months: readonly MonthCount[]): Period {
  const answers = countOf(months);
  return { from: months[0]!.month, to: months.at(-1)!.month, answers, facility: months.reduce((sum, { points }) => sum + points, 0) / answers };
}

function countOf(months: readonly MonthCount[]): number {
  return months.reduce((sum, { answers }) => sum + answers, 0);
}
