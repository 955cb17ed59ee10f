import { groupBy } from "../../lib/groups.ts";

/** A finished attempt: `score` points of `of`, which is above 0; `number` counts a person's attempts at one quiz from 1. */
export interface Sat { quiz_id: number; number: number; score: number; of: number; finished_at: string }

/** One quiz: the first finished attempt, the best one (the earliest of equals), the newest, and how many there are. */
export interface Best<Attempt extends Sat> { first: Attempt; best: Attempt; newest: Attempt; times: number }

/** Somebody's own results by quiz, the quiz that was finished last first. It compares a person with nobody but themselves. */
export function bestsOf<Attempt extends Sat>(attempts: readonly Attempt[]): Best<Attempt>[] {
  const quizzes = [...groupBy([...attempts].sort((a, b) => a.number - b.number), ({ quiz_id }) => String(quiz_id)).values()];
  return quizzes.map(bestOf).sort((a, b) => b.newest.finished_at.localeCompare(a.newest.finished_at) || b.newest.quiz_id - a.newest.quiz_id);
}

function bestOf<Attempt extends Sat>(attempts: Attempt[]): Best<Attempt> {
  const best = attempts.reduce((top, other) => (other.score * top.of > top.score * other.of + SLACK ? other : top));
  return { first: attempts[0]!, best, newest: attempts.at(-1)!, times: attempts.length };
}

/** For sums of thirds and sixths. */
const SLACK = 1e-6;
