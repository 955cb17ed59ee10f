import { isPassed } from "../engine/questions/score.ts";
import type { PersonAttempt } from "../storage/desk.ts";

/** What somebody has done about one quiz: their first, best and latest finished attempt, and whether one of them passed. */
export interface PersonStanding { tries: number; passed: boolean; first: PersonAttempt; best: PersonAttempt; latest: PersonAttempt }

/** Undefined where none of these attempts, in the order in which they were made, is finished. */
export function standingIn(attempts: readonly PersonAttempt[]): PersonStanding | undefined {
  const finished = attempts.filter((attempt) => attempt.finished_at !== null);
  const [first] = finished;
  if (!first) return undefined;
  const best = finished.reduce((top, other) => (shareOf(other) > shareOf(top) ? other : top));
  return { tries: finished.length, passed: finished.some(({ score, of, pass_percent }) => isPassed(score ?? 0, of, pass_percent)), first, best, latest: finished.at(-1)! };
}

function shareOf({ score, of }: PersonAttempt): number {
  return (score ?? 0) / of;
}
