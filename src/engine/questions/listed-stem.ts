import type { Question } from "./question.ts";
import { plainTextOf } from "./rich-text.ts";

/** The words of a question as lists and titles show them, without markup; of one that is a picture alone its name. */
export function listedStem({ stem, format, name }: Pick<Question, "stem" | "format" | "name">): string {
  return plainTextOf(stem, format) || name || stem;
}
