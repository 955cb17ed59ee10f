import { groupBy } from "../../lib/groups.ts";

/** One marked answer: `question` says which question it was, in whatever version; `score` is from 0 to 1; `at` is when, a UTC ISO string. */
export interface MarkedAnswer { question: number; score: number; at: string }

/** `asked`: different questions; `points`: what the newest answer to each of them won; `first`: what the first one did. Points are sums of scores from 0 to 1. */
export interface Mastery { asked: number; points: number; first: number }

/**
 * How well somebody knows what these answers are about: each question counts once, by its newest answer, because that is what they know now. Answering one question
 * often makes it no heavier, and what was never asked is not in it. Of two answers at the same moment the later in the list is the newer. Nothing gives zeros.
 *
 * The rule is ours: a plain share that a learner can recount by hand, rather than an estimate such as that of Bayesian Knowledge Tracing
 * (Corbett and Anderson, 1994), which would be one opaque number.
 */
export function masteryOf(answers: readonly MarkedAnswer[]): Mastery {
  const questions = [...groupBy([...answers].sort(byTime), ({ question }) => String(question)).values()];
  return { asked: questions.length, points: sumOf(questions.map((given) => given.at(-1)!)), first: sumOf(questions.map((given) => given[0]!)) };
}

function byTime(a: MarkedAnswer, b: MarkedAnswer): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

function sumOf(answers: readonly MarkedAnswer[]): number {
  return answers.reduce((sum, { score }) => sum + score, 0);
}
