import type { ChoiceQuestion, Question, TypedQuestion } from "./question.ts";

export const KINDS = ["single", "multiple", "true_false", "matching", "ordering", "numeric", "short", "spot"] as const;
export const LEVELS = ["recall", "mechanism", "decide"] as const;

export type Kind = (typeof KINDS)[number];

/** Whether the question is answered by choosing among options: single, multiple, true/false or spotting signs. */
export function isChoice(question: Question): question is ChoiceQuestion {
  return "options" in question;
}

/** Whether any number of the options can be chosen. */
export function takesSeveral({ kind }: Pick<Question, "kind">): boolean {
  return kind === "multiple" || kind === "spot";
}

/** Whether the answer is typed: numeric or short. */
export function isTyped(question: Question): question is TypedQuestion {
  return "answer" in question;
}
