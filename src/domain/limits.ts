import { obstacleToAnother, type Limits, type Taken } from "../engine/questions/limits.ts";
import { say, type Message } from "../lib/messages.ts";

/** Why a learner may not start another attempt now, in words; undefined where they may. */
export function refusalOfAnother(limits: Limits, taken: readonly Taken[], at: Date): Message | undefined {
  const obstacle = obstacleToAnother(limits, taken, at);
  if (!obstacle) return undefined;
  return "until" in obstacle ? say("attempts.again-from", { moment: { moment: obstacle.until.toISOString() } }) : say("attempts.used", { count: obstacle.used });
}
