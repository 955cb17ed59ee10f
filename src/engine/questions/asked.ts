import type { Message } from "../../lib/messages.ts";
import { MESSAGE_PARTS, messagePieces, type Medium, type MessagePart } from "./message.ts";
import { markingRule } from "./marking.ts";
import { textsOf } from "./layout.ts";
import type { Kind, Question, SpotQuestion } from "./question.ts";
import { safeHtmlOf } from "./rich-text.ts";
import { formatsOf, isRich, shown, type Shown } from "./rich-question.ts";

/** A message as it is shown: words, and regions by their place in the layout, from 1. */
export interface AskedMessage { medium: Medium; parts: { part: MessagePart; pieces: ({ text: string } | { place: number; text: string })[] }[] }

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
  /** In which signs are to be marked; its words are plain, whatever the question is. */
  message?: AskedMessage;
  /** The same texts as safe HTML, where they are more than plain words. Responses to match are never more. */
  html?: { stem: string; choices: string[]; premises: string[] };
}

/** Strips a question down to what is asked. `layout` is what `layOut` gave. */
export function asked(question: Question, layout: readonly string[]): AskedQuestion {
  const [texts, formats] = [textsOf(question), formatsOf(question)];
  const stem = shown(question, question.stem);
  const choices = layout.map((id) => shown(question, texts.get(id) ?? id, question.kind === "spot" ? "plain" : formats.get(id)));
  const premises = question.kind === "matching" ? question.pairs.map(({ premise, format }) => shown(question, premise, format)) : [];
  return {
    kind: question.kind, stem: stem.words, rule: markingRule(question), choices: choices.map(({ words }) => words), premises: premises.map(({ words }) => words),
    ...(isRich(question) ? { html: { stem: htmlOf(stem), choices: choices.map(htmlOf), premises: premises.map(htmlOf) } } : {}),
    ...(question.kind === "numeric" && question.answer.unit ? { unit: question.answer.unit } : {}),
    ...(question.kind === "spot" ? { message: askedMessage(question, layout) } : {}),
  };
}

function htmlOf({ words, html }: Shown): string {
  return html ?? safeHtmlOf(words);
}

function askedMessage({ message, options }: SpotQuestion, layout: readonly string[]): AskedMessage {
  const texts = new Map(options.map(({ id, text }) => [id, text]));
  const pieces = (part: string) => messagePieces(part).map((piece) => ("id" in piece ? { place: layout.indexOf(piece.id) + 1, text: texts.get(piece.id) ?? "" } : piece));
  return { medium: message.medium, parts: MESSAGE_PARTS.flatMap((part) => (message[part] ? [{ part, pieces: pieces(message[part]) }] : [])) };
}
