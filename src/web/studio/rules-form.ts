import { z } from "zod";
import { rulesOf, type DrawWish } from "../../domain/draw-rules.ts";
import { countOf, MOST_RULES, TRAITS, type DrawRule } from "../../engine/generation/draw-rules.ts";
import { ORDERS } from "../../engine/generation/paper-order.ts";
import { DIFFICULTIES, KINDS, LEVELS } from "../../engine/questions/question.ts";
import { MOST_QUESTIONS } from "../../storage/pool-filters.ts";
import type { Quiz } from "../../storage/tables.ts";

const ROWS = Array.from({ length: MOST_RULES }, (_, place) => place + 1);
const trait = (values: readonly string[]) => z.string("drafts.fields.choose").default("").refine((value) => value === "" || values.includes(value), "drafts.fields.choose");
const ruleFields = Object.fromEntries(ROWS.flatMap((row): [string, z.ZodType][] => [
  [`count-${row}`, z.string("drafts.fields.choose").trim().default("")], ...["topic", "incident", "tag"].map((name): [string, z.ZodType] => [`${name}-${row}`, z.string("drafts.fields.choose").max(100, "drafts.fields.choose").default("")]),
  [`level-${row}`, trait(LEVELS)], [`difficulty-${row}`, trait(DIFFICULTIES)], [`kind-${row}`, trait(KINDS)],
]));

/** A row without a number is no rule. */
export const rulesForm = z.object({ ...ruleFields, order: z.enum(ORDERS, "drafts.fields.choose"), unseen: z.literal("1").optional(), shuffles: z.literal("1").optional() }).transform((typed, context): DrawWish => {
  const values = typed as Record<string, string | undefined>;
  const rules = ROWS.flatMap((row): DrawRule[] => {
    const count = values[`count-${row}`] ?? "";
    const rest = Object.fromEntries(TRAITS.map((name) => [name, values[`${name}-${row}`] ?? ""])) as Required<Omit<DrawRule, "count">>;
    if (count === "" && Object.values(rest).every((value) => value === "")) return [];
    const isFine = /^\d{1,3}$/.test(count) && Number(count) >= 1 && Number(count) <= MOST_QUESTIONS;
    if (!isFine) context.addIssue({ code: "custom", path: [`count-${row}`], message: "drafts.fields.whole", params: { least: 1, most: MOST_QUESTIONS } });
    return [{ count: Number(count), ...rest }];
  });
  if (countOf(rules) > MOST_QUESTIONS) context.addIssue({ code: "custom", path: ["count-1"], message: "quiz-rules.too-many", params: { most: MOST_QUESTIONS } });
  return { rules, order: typed.order, unseenFirst: typed.unseen === "1", shufflesOptions: typed.shuffles === "1" };
});

export function typedRules(quiz: Quiz): Record<string, unknown> {
  const rows = rulesOf(quiz).flatMap((rule, place) => ["count", ...TRAITS].map((name) => [`${name}-${place + 1}`, rule[name as keyof DrawRule] ?? ""]));
  return { ...Object.fromEntries(rows) as Record<string, unknown>, order: quiz.question_order, unseen: quiz.unseen_first === 1 ? "1" : "", shuffles: quiz.shuffles_options === 1 ? "1" : "" };
}
