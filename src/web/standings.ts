import { isPassed } from "../engine/questions/score.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import { resultOf, type Result } from "./results.ts";

/** Where somebody stands with a quiz that they took more than once. Practice is not among it. */
export interface Standing { first: Result; best: Result; latest: Result; passed: boolean }

/** How often somebody tried a quiz, and the best that came of it. */
export interface Tried { count: number; best: Result }

/** Nothing where no attempt is finished. */
export function triedOf(attempts: readonly NamedAttempt[]): Tried | undefined {
  const finished = finishedOf(attempts);
  return finished.length === 0 ? undefined : { count: finished.length, best: bestOf(finished) };
}

/** `attempts` are those that count, in any order; nothing where fewer than two are finished. */
export function standingOf(attempts: readonly NamedAttempt[]): Standing | undefined {
  const finished = finishedOf(attempts);
  const [first] = finished;
  if (!first || finished.length < 2) return undefined;
  const passed = finished.some(({ score, of, pass_percent }) => isPassed(score ?? 0, of, pass_percent));
  return { first: resultOf(first), best: bestOf(finished), latest: resultOf(finished.at(-1)!), passed };
}

function finishedOf(attempts: readonly NamedAttempt[]): NamedAttempt[] {
  return attempts.filter(({ finished_at, of }) => finished_at !== null && of > 0).sort((a, b) => a.number - b.number);
}

function bestOf(finished: readonly NamedAttempt[]): Result {
  return resultOf(finished.reduce((top, other) => (shareOf(other) > shareOf(top) ? other : top)));
}

function shareOf({ score, of }: NamedAttempt): number {
  return (score ?? 0) / of;
}
