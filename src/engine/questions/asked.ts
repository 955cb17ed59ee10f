import type { Message } from "../../lib/messages.ts";
import { markingRule } from "./marking.ts";
import { isChoice, type Kind, type Question } from "./question.ts";

/**
 * What a learner may see of a question before the answer is stored: nothing here tells right from wrong.
 * A choice goes by its place in the layout, because the ids of options, and of the lines of an ordering question, may follow the key.
 */
export interface AskedQuestion {
  kind: Kind; stem: string; rule: Message;
  /** Texts in the learner's order: options, responses to match, or lines to order. */
  choices: string[];
  /** The lines of a matching question; empty for every other kind. */
  premises: string[];
  /** What a number counts; the stem says it too. */
  unit?: string;
}

/** Strips a question down to what is asked. `layout` is what `layOut` gave. */
export function asked(question: Question, layout: readonly string[]): AskedQuestion {
  const texts = textsOf(question);
  return {
    kind: question.kind, stem: question.stem, rule: markingRule(question),
    choices: layout.map((id) => texts.get(id) ?? id),
    premises: question.kind === "matching" ? question.pairs.map((pair) => pair.premise) : [],
    ...(question.kind === "numeric" && question.answer.unit ? { unit: question.answer.unit } : {}),
  };
}

/** The text that stands for each id of a layout. */
export function textsOf(question: Question): ReadonlyMap<string, string> {
  if (question.kind === "matching") return new Map(question.responses.map((text) => [text, text]));
  const items = isChoice(question) ? question.options : question.kind === "ordering" ? question.sequence : [];
  return new Map(items.map(({ id, text }) => [id, text]));
}
