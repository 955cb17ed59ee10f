import type { Question } from "./question.ts";

const IN_HTML = /<img\b[^<>]*>/gi;
const IN_MARKDOWN = /!\[\s*\]\(/g;
const HAS_ALT = /\balt\s*=\s*(?:"\s*[^"\s][^"]*"|'\s*[^'\s][^']*'|[^\s"'>]+)/i;

/** How many pictures in the texts of a question have no alternative text, so that whoever cannot see them does not know what is asked (WCAG 2.2, 1.1.1). */
export function missingAlternatives(question: Question): number {
  return textsIn(question).reduce((sum, text) => sum + (text.match(IN_HTML) ?? []).filter((tag) => !HAS_ALT.test(tag)).length + (text.match(IN_MARKDOWN) ?? []).length, 0);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
