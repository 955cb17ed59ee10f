import { obstacleToAnother, type Limits, type Taken } from "../engine/questions/limits.ts";
import { onMinute } from "../lib/due.ts";

/** Why a learner may not start another attempt now, in words; undefined where they may. */
export function refusalOfAnother(limits: Limits, taken: readonly Taken[], at: Date): string | undefined {
  const obstacle = obstacleToAnother(limits, taken, at);
  if (!obstacle) return undefined;
  if ("until" in obstacle) return `You can take this quiz again from ${onMinute(obstacle.until)}.`;
  return obstacle.used === 1 ? "You have taken this quiz. It can be taken once." : `You have taken this quiz ${obstacle.used} times, as often as it can be taken.`;
}
