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

/** One line of a paper: `score` from 0 to 1, null without an answer. `isMissed`: the time was up before there was one; `isCredited`: everybody who was asked gets full marks all the same. */
export interface Mark { score: number | null; isWithdrawn: boolean; isMissed?: boolean; isCredited?: boolean }

/**
 * The points of an attempt and how many there were to win. A withdrawn question never counts against anybody: an answer to it counts only where it
 * raises the share of points, and one that was not answered never does. What was missed counts as wrong. So the share is as high as any choice among the withdrawn ones makes it.
 */
export function countedOf(marks: readonly Mark[]): { points: number; of: number } {
  const scores = (isWithdrawn: boolean) => marks.flatMap((mark) => (mark.isWithdrawn === isWithdrawn ? scoreOf(mark) : []));
  let [points, of] = [scores(false).reduce((sum, score) => sum + score, 0), scores(false).length];
  for (const score of scores(true).sort((a, b) => b - a)) {
    if (score * of > points || (of === 0 && score > 0)) [points, of] = [points + score, of + 1];
  }
  return { points, of };
}

function scoreOf({ score, isMissed, isWithdrawn, isCredited }: Mark): number[] {
  if (score !== null) return [score];
  return isMissed && !isWithdrawn ? [isCredited ? 1 : 0] : [];
}

/** Whether the points reach the pass mark, given in per cent. Where nothing counts, nothing is passed. */
export function isPassed(score: number, of: number, passPercent: number): boolean {
  return of > 0 && score * 100 >= of * passPercent - PASS_SLACK;
}
