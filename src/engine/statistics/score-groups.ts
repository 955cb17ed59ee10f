/** Attempts that won `total` as a whole, `count` of them. */
interface Ranked { total: number; count: number }

/** Into so many groups attempts are parted by their results. */
export const GROUPS = 5;

/** Parts attempts into `groups` of about equal size by their totals, the lowest first. Attempts with the same total stay together: they go where the middle of them stands, so a group can be empty. */
export function scoreGroups<Row extends Ranked>(tally: readonly Row[], groups = GROUPS): Row[][] {
  const all = sizeOf(tally);
  const totals = [...new Set(tally.map(({ total }) => total))].sort((a, b) => a - b);
  const parts: Row[][] = Array.from({ length: groups }, () => []);
  let below = 0;
  for (const total of totals) {
    const same = tally.filter((each) => each.total === total);
    const count = sizeOf(same);
    parts[Math.min(groups - 1, Math.floor((groups * (below + count / 2)) / all))]!.push(...same);
    below += count;
  }
  return parts;
}

/** The mean score, 0 to 1, in each group; null where one is empty. */
export function scoreCurve(tally: readonly (Ranked & { score: number })[]): (number | null)[] {
  return scoreGroups(tally).map((group) => (group.length === 0 ? null : group.reduce((sum, { score, count }) => sum + score * count, 0) / sizeOf(group)));
}

/** How many attempts there are in each group. */
export function groupSizes(tally: readonly Ranked[]): number[] {
  return scoreGroups(tally).map(sizeOf);
}

function sizeOf(rows: readonly Ranked[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
