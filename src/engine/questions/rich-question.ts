import { plainTextOf, safeHtmlOf } from "./rich-text.ts";
import { isChoice, type Question } from "./question.ts";
import type { Format } from "./texts.ts";

/** A text in a question's format, as words alone and, where it is more than that, as HTML that is safe to show. */
export interface Shown { words: string; html?: string }

/** Whether some text of it is more than plain words. */
export function isRich(question: Question): boolean {
  return question.format !== undefined || [...formatsOf(question).values()].some((format) => format !== undefined && format !== "plain");
}

export function shown(question: Pick<Question, "format">, text: string, own?: Format): Shown {
  const format = own ?? question.format ?? "plain";
  return format === "plain" ? { words: text } : { words: plainTextOf(text, format), html: safeHtmlOf(text, format) };
}

/** The format of each option, line or premise that has one of its own, by its id. */
export function formatsOf(question: Question): ReadonlyMap<string, Format | undefined> {
  const parts = isChoice(question) ? question.options : question.kind === "matching" ? question.pairs : [];
  return new Map(parts.map(({ id, format }) => [id, format]));
}
