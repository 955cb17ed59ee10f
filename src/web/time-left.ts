import { secondsLeft, warningsOf, type Timed } from "../engine/questions/limits.ts";
import { clockTime } from "../lib/due.ts";
import { durationInWords } from "../lib/durations.ts";
import type { Attempt } from "../storage/tables.ts";

/** How long an open attempt has left, counted by the server; `words` leaves the seconds out while there are minutes. `warnings` are in seconds before the end. */
export interface TimeLeft { seconds: number; words: string; until: string; untilWords: string; warnings: [number, number]; added: number }

/** Nothing where the attempt has no time limit or is finished. */
export function timeLeft({ started_at, finished_at, deadline_at, added_minutes }: Timed & Pick<Attempt, "added_minutes">, at: Date): TimeLeft | null {
  if (deadline_at === null || finished_at !== null) return null;
  const seconds = secondsLeft({ started_at, deadline_at }, at);
  const total = secondsLeft({ started_at, deadline_at }, new Date(started_at));
  const words = durationInWords(seconds < 60 ? seconds : seconds - (seconds % 60));
  return { seconds, words, until: deadline_at, untilWords: clockTime(new Date(deadline_at)), warnings: warningsOf(total), added: added_minutes };
}
