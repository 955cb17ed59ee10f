import { inPoints, isPassed, percentOf } from "../engine/questions/score.ts";
import type { NamedAttempt } from "../storage/attempts.ts";

/** A finished attempt in the words of every page that shows it. */
export interface Result { points: string; of: number; percent: number; passed: boolean }

export function resultOf({ score, of, pass_percent }: Pick<NamedAttempt, "score" | "of" | "pass_percent">): Result {
  const points = score ?? 0;
  return { points: inPoints(points), of, percent: percentOf(points, of), passed: isPassed(points, of, pass_percent) };
}
