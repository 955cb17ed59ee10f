import { drawPaper } from "../engine/generation/drawing.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz } from "../storage/tables.ts";
import { ruled, rulesOf } from "./draw-rules.ts";

/** A paper as somebody would get it who has met none of the questions. Nothing is stored: it depends on the draft and the seed alone. */
export function samplePaper({ draw_count, question_order, ...quiz }: Pick<Quiz, "draw_count" | "draw_rules" | "question_order">, questions: readonly DraftQuestion[], seed: string): DraftQuestion[] {
  const pool = questions.map((draft) => ({ ...ruled(draft), draft }));
  const paper = drawPaper(pool, { rules: rulesOf(quiz), count: draw_count, order: question_order }, { seen: new Set(), seed });
  return paper.map(({ draft }, place) => ({ ...draft, position: place + 1 }));
}
