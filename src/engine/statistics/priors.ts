import type { Difficulty, Kind, Question } from "../questions/question.ts";
import type { Belief } from "./calibrating.ts";

/** By how alike key and wrong options are (generation/similarity.ts). */
const BAND: Record<Difficulty, number> = { easy: -1, medium: 0, hard: 1 };
/** What a form adds: a guess helps most with two options, and not at all with what is typed or must be wholly in order. */
const FORM: Record<Kind, number> = { true_false: -0.7, single: 0, multiple: 0.5, matching: 0.3, ordering: 0.5, numeric: 0.7, short: 0.7, spot: 0.5 };
const SPREAD = 1;

/** What is believed of a question's difficulty before anybody has answered it, in logits, from what it is like. */
export function predictedDifficulty({ difficulty, kind }: Pick<Question, "difficulty" | "kind">): Belief {
  return { mean: BAND[difficulty] + FORM[kind], spread: SPREAD };
}

/**
 * The difficulty in logits that so many answers speak for, of which `right` is the sum of scores: minus the logit of (right + 1) / (answers + 2), which shrinks towards 0 where there are few answers (Laplace's rule of
 * succession). @throws RangeError where more is right than was answered, or less than nothing
 */
export function shrunkDifficulty(right: number, answers: number): number {
  if (!(right >= 0 && right <= answers)) throw new RangeError(`${right} of ${answers} is no share.`);
  const share = (right + 1) / (answers + 2);
  return -Math.log(share / (1 - share));
}

/** How many answers a prediction is worth. */
const WORTH = 10;

/** Both together: the prediction where there are no answers, and ever more the answers. Use calibrated difficulties where there are any. */
export function difficultyOfItem(question: Pick<Question, "difficulty" | "kind">, { right, answers }: { right: number; answers: number }): number {
  const { mean } = predictedDifficulty(question);
  return (WORTH * mean + answers * shrunkDifficulty(right, answers)) / (WORTH + answers);
}
