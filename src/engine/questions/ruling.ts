import { complaintAbout, mark, type Chosen } from "./marking.ts";
import type { Question } from "./question.ts";

/** Full marks. */
export const creditedMark = 1;

/** An answer that was given before, marked by the question as it is now. One that cannot be marked any more, because what was typed went with whoever was erased, stays worth what it was. */
export function markNow(question: Question, chosen: Chosen, before: number): number {
  return complaintAbout(question, chosen) ? before : mark(question, chosen);
}
