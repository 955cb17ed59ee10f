import { drawByRules } from "../engine/generation/draw-rules.ts";
import { inOrder } from "../engine/generation/paper-order.ts";
import { assemblePaper } from "../engine/generation/papers.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz } from "../storage/tables.ts";
import { ruled, rulesOf } from "./draw-rules.ts";

/** A paper as somebody would get it who has met none of the questions. Nothing is stored: it depends on the draft and the seed alone. */
export function samplePaper({ draw_count, question_order, ...quiz }: Pick<Quiz, "draw_count" | "draw_rules" | "question_order">, questions: readonly DraftQuestion[], seed: string): DraftQuestion[] {
  const pool = questions.map((draft) => ({ ...ruled(draft), draft }));
  const [rules, unmet] = [rulesOf(quiz), { seen: new Set<string>(), seed }];
  const paper = rules.length > 0 ? drawByRules(pool, rules, unmet) : assemblePaper(pool, { count: draw_count, ...unmet });
  return inOrder(paper, question_order, seed).map(({ draft }, place) => ({ ...draft, position: place + 1 }));
}
