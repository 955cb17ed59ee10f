import { secondsLeft, warningsOf, type Timed } from "../engine/questions/limits.ts";
import type { Attempt } from "../storage/tables.ts";

/** How long an open attempt has left, counted by the server; `shown` leaves the seconds out while there are minutes. `warnings` are in seconds before the end. */
export interface TimeLeft { seconds: number; shown: number; until: string; warnings: [number, number]; added: number }

/** Nothing where the attempt has no time limit or is finished. */
export function timeLeft({ started_at, finished_at, deadline_at, added_minutes }: Timed & Pick<Attempt, "added_minutes">, at: Date): TimeLeft | null {
  if (deadline_at === null || finished_at !== null) return null;
  const seconds = secondsLeft({ started_at, deadline_at }, at);
  const total = secondsLeft({ started_at, deadline_at }, new Date(started_at));
  const shown = seconds < 60 ? seconds : seconds - (seconds % 60);
  return { seconds, shown, until: deadline_at, warnings: warningsOf(total), added: added_minutes };
}
