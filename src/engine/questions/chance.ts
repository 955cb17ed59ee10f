import { isChoice, isTyped, takesSeveral, type Question } from "./question.ts";

/** How likely somebody who knows nothing is wholly right, 0 to 1: one pick among the options, any set of them, any match for each line, any order. What is typed is not guessed. */
export function chanceOf(question: Question): number {
  if (isTyped(question)) return 0;
  if (isChoice(question)) return takesSeveral(question) ? 1 / (2 ** question.options.length - 1) : 1 / question.options.length;
  if (question.kind === "matching") return (1 / question.responses.length) ** question.pairs.length;
  return question.sequence.reduce((chance, _, place) => chance / (place + 1), 1);
}
