import { randomFrom, shuffled } from "../../lib/random.ts";
import { LEVELS } from "../questions/question-kinds.ts";
import type { Question } from "../questions/question.ts";
import { decisionsLast } from "./papers.ts";

export const ORDERS = ["set", "shuffled", "level"] as const;
/** `set`: as the trainer set it or the draw came out; `level`: recall first, then how it worked, then what to do. */
export type QuestionOrder = (typeof ORDERS)[number];

/** The questions of a paper in the order of its quiz. However they are mixed, decisions come last: their feedback tells the facts that they rest on. The same seed gives the same order. */
export function inOrder<T extends Pick<Question, "level">>(paper: readonly T[], order: QuestionOrder, seed: string): T[] {
  if (order === "set") return [...paper];
  const mixed = order === "shuffled" ? shuffled(paper, randomFrom(`${seed}/order`)) : LEVELS.flatMap((level) => paper.filter((question) => question.level === level));
  return decisionsLast(mixed);
}
