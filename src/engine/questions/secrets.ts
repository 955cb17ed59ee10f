import { fold } from "../../lib/text.ts";
import { isChoice, isTyped } from "./question-kinds.ts";
import type { Question } from "./question.ts";
import { rightAnswersTo } from "./reviewed-typed.ts";

/** What a question tells once it is answered, and what of that must not be read before it is; both folded, to be compared. */
export interface Secrets { reveals: string; secrets: readonly string[] }

/** Shorter quotations and sentences stand anywhere. */
const TELLING = 20;

/** The evidence of a decision is what happened, not what to do: it may be known before. */
export function secretsOf(question: Question): Secrets {
  const sentences = sentencesOf(question);
  const quotes = question.evidence.map(({ quote }) => quote);
  return {
    reveals: fold([question.explanation, question.lesson?.text ?? "", ...sentences, ...feedbackOf(question), ...quotes].join(" ")),
    secrets: [...sentences, ...(question.level === "decide" ? [] : quotes)].map(fold).filter((text) => text.length >= TELLING),
  };
}

/** The sentences that say what is right. */
function sentencesOf(question: Question): string[] {
  if (isChoice(question)) return [question.explanation, ...question.options.filter(({ correct }) => correct).map(({ feedback }) => feedback)];
  if (isTyped(question)) return [question.explanation];
  return question.kind === "matching" ? question.pairs.map(({ feedback }) => feedback) : [];
}

function feedbackOf(question: Question): string[] {
  if (isTyped(question)) return rightAnswersTo(question);
  return isChoice(question) ? question.options.map(({ feedback }) => feedback) : [];
}

/** Whether what `one` tells after its answer holds the answer of `other`. */
export function givesAway(one: Secrets, other: Secrets): boolean {
  return other.secrets.some((secret) => one.reveals.includes(secret));
}
