import type { Message } from "../../lib/messages.ts";
import type { Format } from "./texts.ts";
import { MESSAGE_PARTS, messagePieces, type Medium, type MessagePart } from "./message.ts";
import { markingRule } from "./marking.ts";
import { isChoice, type Kind, type Question, type SpotQuestion } from "./question.ts";

/** A message as it is shown: words, and regions by their place in the layout, from 1. */
export interface AskedMessage { medium: Medium; parts: { part: MessagePart; pieces: ({ text: string } | { place: number; text: string })[] }[] }

/**
 * What a learner may see of a question before the answer is stored: nothing here tells right from wrong.
 * A choice goes by its place in the layout, because the ids of options, and of the lines of an ordering question, may follow the key.
 */
export interface AskedQuestion {
  kind: Kind; stem: string; rule: Message;
  /** Of the stem, and of each of the choices where they have one. */
  format?: Format; formats?: (Format | undefined)[];
  /** Texts in the learner's order: options, responses to match, or lines to order. */
  choices: string[];
  /** The lines of a matching question; empty for every other kind. */
  premises: string[];
  /** What a number counts; the stem says it too. */
  unit?: string;
  /** In which signs are to be marked. */
  message?: AskedMessage;
}

/** Strips a question down to what is asked. `layout` is what `layOut` gave. */
export function asked(question: Question, layout: readonly string[]): AskedQuestion {
  const texts = textsOf(question);
  return {
    kind: question.kind, stem: question.stem, rule: markingRule(question),
    choices: layout.map((id) => texts.get(id) ?? id), ...formatsOf(question, layout),
    premises: question.kind === "matching" ? question.pairs.map((pair) => pair.premise) : [],
    ...(question.kind === "numeric" && question.answer.unit ? { unit: question.answer.unit } : {}),
    ...(question.kind === "spot" ? { message: askedMessage(question, layout) } : {}),
  };
}

function formatsOf(question: Question, layout: readonly string[]): Pick<AskedQuestion, "format" | "formats"> {
  const { format } = question;
  const own = new Map(isChoice(question) ? question.options.map((option) => [option.id, option.format]) : []);
  const formats = layout.map((id) => (question.kind === "spot" || question.kind === "matching" ? undefined : own.get(id) ?? format));
  return { ...(format ? { format } : {}), ...(formats.some(Boolean) ? { formats } : {}) };
}

function askedMessage({ message, options }: SpotQuestion, layout: readonly string[]): AskedMessage {
  const texts = new Map(options.map(({ id, text }) => [id, text]));
  const pieces = (part: string) => messagePieces(part).map((piece) => ("id" in piece ? { place: layout.indexOf(piece.id) + 1, text: texts.get(piece.id) ?? "" } : piece));
  return { medium: message.medium, parts: MESSAGE_PARTS.flatMap((part) => (message[part] ? [{ part, pieces: pieces(message[part]) }] : [])) };
}

/** The text that stands for each id of a layout. */
export function textsOf(question: Question): ReadonlyMap<string, string> {
  if (question.kind === "matching") return new Map(question.responses.map((text) => [text, text]));
  const items = isChoice(question) ? question.options : question.kind === "ordering" ? question.sequence : [];
  return new Map(items.map(({ id, text }) => [id, text]));
}
