import { isDeepStrictEqual } from "node:util";
import { checkRules, countOf, type DrawRule, type RuleFindings } from "../engine/generation/draw-rules.ts";
import type { QuestionOrder } from "../engine/generation/paper-order.ts";
import { forPool } from "../engine/generation/papers.ts";
import type { Question } from "../engine/questions/question.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import type { Drawing } from "../storage/quiz-terms.ts";
import { lockQuiz, updateQuiz } from "../storage/quiz-drafts.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";

/** How a quiz makes its papers. Without rules it draws as its details say. */
export interface DrawWish { rules: DrawRule[]; unseenFirst: boolean; order: QuestionOrder; shufflesOptions: boolean }

/** How a new quiz draws. */
export const FREE_DRAWING: Drawing = { pool_filter: "", draw_rules: "[]", unseen_first: 1, question_order: "set", shuffles_options: 1 };

export function rulesOf({ draw_rules }: Pick<Drawing, "draw_rules">): DrawRule[] {
  return JSON.parse(draw_rules) as DrawRule[];
}

/** Changes how the draft draws. With rules, it draws as many as they ask for, and adapts no more. Rules that cannot be kept are kept all the same: questions may come later, and publishing refuses them until then. */
export async function changeDrawing(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id">, { rules, unseenFirst, order, shufflesOptions }: DrawWish, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const held = await lockQuiz(tx, quiz.id);
    if (!held) throw new NotFound();
    const from = drawingOf(held);
    const to: Drawing = { pool_filter: held.pool_filter, draw_rules: JSON.stringify(rules), unseen_first: unseenFirst ? 1 : 0, question_order: order, shuffles_options: shufflesOptions ? 1 : 0 };
    if (isDeepStrictEqual(from, to)) return;
    const count = rules.length > 0 ? { draw_count: countOf(rules), adaptive: 0 as const } : {};
    await updateQuiz(tx, held.id, { ...to, ...count });
    await insertAuditEvent(tx, author.id, "quiz.drawing-changed", held.slug, { from, to }, at);
  });
}

export function drawingOf({ pool_filter, draw_rules, unseen_first, question_order, shuffles_options }: Drawing): Drawing {
  return { pool_filter, draw_rules, unseen_first, question_order, shuffles_options };
}

/** What the rules of a draft meet in its questions as they are now. */
export function findRuleFindings(quiz: Pick<Drawing, "draw_rules">, questions: readonly Ruled[]): RuleFindings {
  return checkRules(questions.map(ruled), rulesOf(quiz));
}

export type Ruled = { body: string; tags?: readonly string[] };

/** A question as its rules see it: tags are those given, not those that its file had. */
export function ruled<Q extends Ruled>({ body, tags = [] }: Q): ReturnType<typeof forPool> & { tags: string[] } {
  return { ...forPool(JSON.parse(body) as Question), tags: [...tags] };
}
