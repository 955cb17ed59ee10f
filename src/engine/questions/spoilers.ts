import { fold } from "../../lib/text.ts";
import { isChoice, isTyped, type Question } from "./question.ts";
import { rightAnswersTo } from "./reviewed-typed.ts";
import { secretsOf } from "./secrets.ts";

/** Whether a text holds an answer of a question that is still open, or the words that give it away. Cautious: any figure may be the answer to a question for a number. */
export function spoils(text: string, open: readonly Question[]): boolean {
  const folded = ` ${fold(text)} `;
  const holds = (words: string) => words !== "" && folded.includes(` ${words} `);
  return open.some((question) => (question.kind === "numeric" && /\d/.test(text)) || answersTo(question).map(fold).some(holds) || secretsOf(question).secrets.some((secret) => folded.includes(secret)));
}

function answersTo(question: Question): string[] {
  if (question.kind === "true_false") return [];
  if (isChoice(question)) return question.options.filter(({ correct }) => correct).map(({ text }) => text);
  if (isTyped(question)) return rightAnswersTo(question);
  return question.kind === "matching" ? question.pairs.flatMap(({ premise, response }) => [premise, response]) : question.sequence.map(({ text }) => text);
}
