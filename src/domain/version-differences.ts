import type { HeldQuestion } from "../storage/quiz-version-questions.ts";
import type { QuizVersion } from "../storage/tables.ts";

/** What a version can say otherwise than another one, in the order in which it is told. */
export const RULES = [
  "title", "summary", "pass_percent", "draw_count", "adaptive", "adaptive_most", "pool_filter", "draw_rules", "unseen_first", "question_order", "shuffles_options", "feedback", "asks_confidence", "most_attempts", "limit_minutes", "wait_hours", "certificate_months", "closed_book",
] as const;
export type Rule = (typeof RULES)[number];

/** `moved`: whether questions that stand in both stand in another order. */
export interface VersionDifference {
  rules: { rule: Rule; before: QuizVersion[Rule]; after: QuizVersion[Rule] }[];
  added: HeldQuestion[]; removed: HeldQuestion[]; changed: { before: HeldQuestion; after: HeldQuestion }[]; moved: boolean;
}

type Held = { version: QuizVersion; questions: readonly HeldQuestion[] };

/** What changed from one published version of a quiz to another. A question that was edited is the same question in another version. */
export function differenceOf(before: Held, after: Held): VersionDifference {
  const [old, now] = [new Map(before.questions.map((question) => [question.question_id, question])), new Map(after.questions.map((question) => [question.question_id, question]))];
  const kept = after.questions.filter(({ question_id }) => old.has(question_id));
  const order = before.questions.filter(({ question_id }) => now.has(question_id)).map(({ question_id }) => question_id);
  return {
    rules: RULES.filter((rule) => before.version[rule] !== after.version[rule]).map((rule) => ({ rule, before: before.version[rule], after: after.version[rule] })),
    added: after.questions.filter(({ question_id }) => !old.has(question_id)), removed: before.questions.filter(({ question_id }) => !now.has(question_id)),
    changed: kept.flatMap((question) => (old.get(question.question_id)!.number === question.number ? [] : [{ before: old.get(question.question_id)!, after: question }])),
    moved: kept.some(({ question_id }, place) => question_id !== order[place]),
  };
}
