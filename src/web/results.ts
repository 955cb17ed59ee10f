import { inPoints, isPassed, percentOf } from "../engine/questions/score.ts";
import { say, type Message } from "../lib/messages.ts";
import type { NamedAttempt } from "../storage/attempts.ts";

/** A finished attempt in the words of every page that shows it. */
export interface Result { points: string; of: number; percent: number; passed: boolean; words: Message }

export function resultOf({ score, of, pass_percent, adaptive }: Pick<NamedAttempt, "score" | "of" | "pass_percent" | "adaptive">): Result {
  const points = score ?? 0;
  return { points: inPoints(points), of, percent: percentOf(points, of), passed: isPassed(points, of, pass_percent), words: pointsInWords({ score, of, adaptive }) };
}

/** "4 of 5". Where a quiz adapts nobody won so many points of a hundred: what stands there is an estimate, and is told as one. */
export function pointsInWords({ score, of, adaptive }: Pick<NamedAttempt, "score" | "of" | "adaptive">): Message {
  const points = score ?? 0;
  return adaptive === 1 && of > 0 ? say("adaptive.estimated", { share: { percent: percentOf(points, of) } }) : say("counted.of", { part: Number(inPoints(points)), of });
}
