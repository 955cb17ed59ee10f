/** Slack for sums of thirds and sixths. */
const SLACK = 1e-6;
/** The same where points are multiplied by a hundred. */
export const PASS_SLACK = 100 * SLACK;

/** Points as people read them: "4", "3.5". Cut, not rounded, so that nobody sees the pass mark without having reached it. */
export function inPoints(score: number): string {
  return String(Math.floor(score * 10 + SLACK) / 10);
}

/** Whole per cent of points, cut like the points themselves; 0 where there was nothing to win. */
export function percentOf(score: number, of: number): number {
  return of === 0 ? 0 : Math.floor((100 * score) / of + SLACK);
}

/** Whether the points reach the pass mark, given in per cent. */
export function isPassed(score: number, of: number, passPercent: number): boolean {
  return score * 100 >= of * passPercent - PASS_SLACK;
}
