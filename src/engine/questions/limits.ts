const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What limits the attempts at a quiz; null where nothing does. `limit_minutes` is for one attempt; `wait_hours` lie between the end of one and the start of the next. */
export interface Limits { most_attempts: number | null; limit_minutes: number | null; wait_hours: number | null }

export const NO_LIMITS: Limits = { most_attempts: null, limit_minutes: null, wait_hours: null };
export const LIMIT_NAMES = ["most_attempts", "limit_minutes", "wait_hours"] as const;

/** An answer may be on its way when the time is up: after so many milliseconds it is late. */
export const GRACE = 5 * SECOND;

/** When an attempt that starts at `start` has to end, an ISO time; null without a limit. `extraPercent` is added to the limit: 25 makes 10 minutes 12.5. */
export function deadlineOf(start: Date, { limit_minutes }: Pick<Limits, "limit_minutes">, extraPercent: number): string | null {
  return limit_minutes === null ? null : new Date(start.getTime() + milliseconds(limit_minutes, extraPercent)).toISOString();
}

/** Seconds that a limit gives, with the extra time of a person. */
export function secondsOf(limitMinutes: number, extraPercent: number): number {
  return milliseconds(limitMinutes, extraPercent) / SECOND;
}

function milliseconds(limitMinutes: number, extraPercent: number): number {
  return limitMinutes * MINUTE * (100 + extraPercent) / 100;
}

export interface Timed { started_at: string; finished_at: string | null; deadline_at: string | null }

/** Whether an attempt that nobody finished has come to its deadline. */
export function isOver({ finished_at, deadline_at }: Pick<Timed, "finished_at" | "deadline_at">, at: Date): boolean {
  return finished_at === null && deadline_at !== null && at.getTime() >= Date.parse(deadline_at);
}

/** Whether an answer comes too late to count. A few seconds after the deadline it still does, but never once the attempt is finished: what was right may be told from then on. */
export function isTooLate({ finished_at, deadline_at }: Pick<Timed, "finished_at" | "deadline_at">, at: Date): boolean {
  return finished_at !== null || (deadline_at !== null && at.getTime() - Date.parse(deadline_at) >= GRACE);
}

/** Whole seconds until the deadline, never more than the attempt had at its start: a clock that was set back gives nobody more. */
export function secondsLeft({ started_at, deadline_at }: Pick<Timed, "started_at"> & { deadline_at: string }, at: Date): number {
  const end = Date.parse(deadline_at);
  return Math.max(0, Math.floor((end - Math.max(at.getTime(), Date.parse(started_at))) / SECOND));
}

/** At how many seconds before the end people are warned: at five minutes and at one, or at a fifth and a twentieth of a short limit. */
export function warningsOf(totalSeconds: number): [first: number, last: number] {
  return [Math.min(300, Math.floor(totalSeconds / 5)), Math.min(60, Math.floor(totalSeconds / 20))];
}

/** An attempt that counts, as the limits see it. Where everything was withdrawn (`of` is 0) it cost nobody anything. */
export interface Taken { finished_at: string | null; of: number }

/** Why another attempt may not start: all are used, or it has to wait until a time. Undefined where it may. */
export function obstacleToAnother({ most_attempts, wait_hours }: Limits, taken: readonly Taken[], at: Date): { used: number } | { until: Date } | undefined {
  const finished = taken.flatMap(({ finished_at, of }) => (finished_at !== null && of > 0 ? [Date.parse(finished_at)] : []));
  if (most_attempts !== null && finished.length >= most_attempts) return { used: finished.length };
  const until = finished.length === 0 || wait_hours === null ? 0 : Math.max(...finished) + wait_hours * HOUR;
  return until > at.getTime() ? { until: new Date(until) } : undefined;
}
