import type { PoolScore } from "../engine/statistics/pool-score.ts";
import type { NamedAttempt } from "../storage/attempts.ts";

/**
 * The result of an adaptive attempt for people. `level` compares it with the middle of the pool; `closeness` says whether the range reaches over the pass mark, null where there is no mark.
 * `percent`, `least` and `most` are per cent of the pool.
 */
export interface AdaptiveResult extends Pick<PoolScore, "percent" | "least" | "most"> { answers: number; pool: number; level: "well-below" | "below" | "middle" | "above" | "well-above"; closeness: "clear" | "close" | null }

type Score = PoolScore & { answers: number; difficulties: readonly number[] };

export function adaptiveResult(score: Score | undefined, { pass_percent }: Pick<NamedAttempt, "pass_percent">): AdaptiveResult | undefined {
  if (!score) return undefined;
  const { percent, least, most, answers, difficulties } = score;
  const isClose = least < pass_percent && most >= pass_percent;
  return { percent, least, most, answers, pool: difficulties.length, level: levelOf(percent), closeness: pass_percent === 0 ? null : isClose ? "close" : "clear" };
}

/** Half of the points is what the middle question of a pool gives. */
function levelOf(percent: number): AdaptiveResult["level"] {
  if (percent < 25) return "well-below";
  if (percent < 42) return "below";
  return percent <= 58 ? "middle" : percent <= 75 ? "above" : "well-above";
}
