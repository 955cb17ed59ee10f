import { drawByRules, type DrawRule, type RuledQuestion } from "./draw-rules.ts";
import { inOrder, type QuestionOrder } from "./paper-order.ts";
import { assemblePaper, type PaperRules } from "./papers.ts";

/** How a quiz makes its papers: by rules, or where there are none as many as `count` says, null for all. */
export interface Drawing { rules: readonly DrawRule[]; count: number | null; order: QuestionOrder }

/** Draws the questions of one paper from a pool and puts them in the order of the quiz. The same pool, drawing and seed give the same paper. */
export function drawPaper<T extends RuledQuestion>(pool: readonly T[], { rules, count, order }: Drawing, { seen, seed }: Pick<PaperRules, "seen" | "seed">): T[] {
  return inOrder(rules.length > 0 ? drawByRules(pool, rules, { seen, seed }) : assemblePaper(pool, { count, seen, seed }), order, seed);
}
