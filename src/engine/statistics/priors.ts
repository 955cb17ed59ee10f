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
