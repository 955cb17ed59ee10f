import { mark } from "../questions/marking.ts";
import { isChoice, isTyped, takesSeveral, type ChoiceQuestion, type Question } from "../questions/question.ts";

/**
 * What somebody who knows nothing wins on average, 0 to 1: Moodle's random guess score. One option in so many; each line one response in so many, or one place in so many. What is typed is not guessed.
 * Where several options are right, the mean over all sets of options; Moodle gives no figure there.
 */
export function guessScoreOf(question: Question): number {
  if (isTyped(question)) return 0;
  if (isChoice(question)) return takesSeveral(question) ? overAllSets(question) : question.options.filter(({ correct }) => correct).length / question.options.length;
  return 1 / (question.kind === "matching" ? question.responses.length : question.sequence.length);
}

function overAllSets(question: ChoiceQuestion): number {
  const ids = question.options.map(({ id }) => id);
  const sets = Array.from({ length: 2 ** ids.length - 1 }, (_, bits) => ids.filter((_id, place) => ((bits + 1) >> place) & 1));
  return sets.reduce((sum, chosen) => sum + mark(question, chosen), 0) / sets.length;
}
