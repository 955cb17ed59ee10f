import { keyOf } from "../engine/questions/reviewed-typed.ts";
import { isChoice, isTyped, type Question } from "../engine/questions/question.ts";

/** A question as people read it on a terminal: its key marked, each wrong option with its proof. */
export function inWords(question: Question): string {
  return [`[${question.kind}, ${question.level}, ${question.difficulty}] ${question.stem}`, ...linesOf(question), ""].join("\n");
}

function linesOf(question: Question): string[] {
  if (isChoice(question)) return question.options.map(({ text, correct, proof }) => `  ${correct ? "*" : "-"} ${text}${proof ? ` (${proof})` : ""}`);
  if (isTyped(question)) return [`  * ${keyOf(question)}`];
  if (question.kind === "ordering") return question.sequence.map(({ text }, place) => `  ${place + 1}. ${text}`);
  return [...question.pairs.map(({ premise, response }) => `  ${premise} -> ${response}`), `  on offer: ${question.responses.join(", ")}`];
}
