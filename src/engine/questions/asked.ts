import type { Message } from "../../lib/messages.ts";
import { markingRule } from "./marking.ts";
import { isChoice, type Kind, type Question } from "./question.ts";
import { safeHtmlOf } from "./rich-text.ts";
import { formatsOf, isRich, shown, type Shown } from "./rich-question.ts";

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
  /** The same texts as safe HTML, where they are more than plain words. Responses to match are never more. */
  html?: { stem: string; choices: string[]; premises: string[] };
}

/** Strips a question down to what is asked. `layout` is what `layOut` gave. */
export function asked(question: Question, layout: readonly string[]): AskedQuestion {
  const [texts, formats] = [textsOf(question), formatsOf(question)];
  const stem = shown(question, question.stem);
  const choices = layout.map((id) => shown(question, texts.get(id) ?? id, formats.get(id)));
  const premises = question.kind === "matching" ? question.pairs.map(({ premise, format }) => shown(question, premise, format)) : [];
  return {
    kind: question.kind, stem: stem.words, rule: markingRule(question), choices: choices.map(({ words }) => words), premises: premises.map(({ words }) => words),
    ...(isRich(question) ? { html: { stem: htmlOf(stem), choices: choices.map(htmlOf), premises: premises.map(htmlOf) } } : {}),
    ...(question.kind === "numeric" && question.answer.unit ? { unit: question.answer.unit } : {}),
  };
}

function htmlOf({ words, html }: Shown): string {
  return html ?? safeHtmlOf(words);
}

/** The text that stands for each id of a layout. */
export function textsOf(question: Question): ReadonlyMap<string, string> {
  if (question.kind === "matching") return new Map(question.responses.map((text) => [text, text]));
  const items = isChoice(question) ? question.options : question.kind === "ordering" ? question.sequence : [];
  return new Map(items.map(({ id, text }) => [id, text]));
}
