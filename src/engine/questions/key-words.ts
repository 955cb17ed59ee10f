import type { Words } from "../../lib/messages.ts";
import { isChoice, isTyped, type Question } from "./question.ts";
import { keyInWords } from "./reviewed-typed.ts";

/** What is right, on one line: the texts of the right options, each pair, the right order, the number, the names. */
export function keyWords(question: Question): Words {
  if (isChoice(question)) return question.options.filter(({ correct }) => correct).map(({ text }) => text).join("; ");
  if (isTyped(question)) return keyInWords(question);
  return question.kind === "matching" ? question.pairs.map(({ premise, response }) => `${premise}: ${response}`).join("; ") : question.sequence.map(({ text }) => text).join(" → ");
}
