import type { Drawing } from "../generation/drawing.ts";
import type { AskedMessage } from "../questions/asked.ts";
import type { Evidence, Question } from "../questions/question.ts";

/** Where a quotation is from, with its day as the language of the package writes it. */
export type PackagedEvidence = Evidence & { when: string };

/**
 * A question as it stands in a package: in one language, with its key. `name` is what reports of learning systems call it: letters, digits and hyphens, the same in every package that has the question.
 * Texts that are more than plain words are safe HTML, and `rich` has the words of each by it; `message` is that of a question in which signs are to be marked; `truths`
 * says of each option of a true/false question whether it is the one that says yes.
 */
export interface PackagedQuestion {
  name: string; language: string; question: Question; tags: readonly string[]; rule: string; rich: Readonly<Record<string, string>>; evidence: readonly PackagedEvidence[]; message?: AskedMessage; truths?: readonly boolean[];
}

/** The words of a text of the question. It may be called like something that every object has. */
export function wordsOf({ rich }: Pick<PackagedQuestion, "rich">, text: string): string {
  return Object.hasOwn(rich, text) ? rich[text]! : text;
}

/** A published quiz as it stands in a package. `id` is an address or a URN that is its own; `digest` tells one content from another; without a pass mark `passPercent` is 0. */
export interface PackagedQuiz {
  id: string; digest: string; title: string; summary: string; language: string; direction: "ltr" | "rtl"; organisation: string; passPercent: number; drawing: Drawing; shuffles: boolean;
  questions: readonly PackagedQuestion[];
}
