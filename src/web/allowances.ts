import { refusalOfAnother } from "../domain/limits.ts";
import { secondsOf, type Limits } from "../engine/questions/limits.ts";
import type { Message } from "../lib/messages.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import type { Person } from "../storage/tables.ts";

/** What the limits of a quiz mean for one learner. `refusal` says why no attempt can start now; `left` counts the attempts that can still be started; `duration` is in seconds, with their extra time. */
export interface Allowance { refusal: Message | undefined; left: number | null; duration: number | null; extraPercent: number }

export function allowanceOf(limits: Limits, mine: readonly NamedAttempt[], { extra_percent }: Pick<Person, "extra_percent">, at: Date): Allowance {
  const { most_attempts, limit_minutes } = limits;
  const begun = mine.filter(({ finished_at, of }) => finished_at === null || of > 0).length;
  return {
    refusal: refusalOfAnother(limits, mine, at),
    left: most_attempts === null ? null : Math.max(0, most_attempts - begun),
    duration: limit_minutes === null ? null : secondsOf(limit_minutes, extra_percent),
    extraPercent: limit_minutes === null ? 0 : extra_percent,
  };
}
