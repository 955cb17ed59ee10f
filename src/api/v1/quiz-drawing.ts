import { z } from "zod";
import { changeDrawing, rulesOf, type DrawWish } from "../../domain/draw-rules.ts";
import { changePool, filterOf } from "../../domain/pools.ts";
import { countOf, MOST_RULES, TRAITS, type DrawRule } from "../../engine/generation/draw-rules.ts";
import { ORDERS } from "../../engine/generation/paper-order.ts";
import { DIFFICULTIES, KINDS, LEVELS } from "../../engine/questions/question.ts";
import { say, type Message } from "../../lib/messages.ts";
import { MOST_QUESTIONS } from "../../storage/pool-filters.ts";
import type { Drawing } from "../../storage/quiz-terms.ts";
import type { Db, Person, Quiz } from "../../storage/tables.ts";
import { Problem } from "../http/problems.ts";
import { definedOnly } from "./defined-only.ts";

const traits = {
  topic: z.string().min(1).max(60).optional(), kind: z.enum(KINDS).optional(), level: z.enum(LEVELS).optional(), difficulty: z.enum(DIFFICULTIES).optional(),
  incident: z.string().min(1).max(100).optional().describe("The id of an incident."), tag: z.string().min(1).max(100).optional(),
};
const rule = z.strictObject({ count: z.int().min(1).max(MOST_QUESTIONS), ...traits }).meta({ id: "DrawRule", description: "So many questions of these traits. What is left out asks for nothing.", examples: [{ count: 3, topic: "phishing", level: "decide" }] });
const poolFilter = z.strictObject({ ...traits, q: z.string().min(1).max(300).optional(), author: z.string().min(1).max(60).optional(), origin: z.enum(["hand", "generated"]).optional() })
  .meta({ id: "PoolFilter", description: "Published questions that have all of these traits join the draft by themselves, now and in future.", examples: [{ topic: "phishing", origin: "generated" }] });

/** How the papers of a quiz are made, in the shape in which it is read and written. */
export const drawing = {
  pool: poolFilter.nullable().describe("By what questions join the draft; null where they are picked by hand only."),
  draw_rules: z.array(rule).max(MOST_RULES).meta({ examples: [[{ count: 3, topic: "phishing", level: "decide" }]] }).describe("What each attempt draws, rule by rule. With rules, draw_count is their sum and the quiz does not adapt; another draw_count ends them."),
  unseen_first: z.boolean(), question_order: z.enum(ORDERS).describe("set: as in `questions` or as they were drawn; level: recall first, then mechanism, then decisions."), shuffles_options: z.boolean(),
};
type Told = z.output<z.ZodObject<typeof drawing>>;
type DrawingWish = { [Name in keyof Told]?: Told[Name] | undefined } & { draw_count?: number | null | undefined; adaptive?: boolean | undefined };

export function drawingShown(row: Drawing): Told {
  const rules = rulesOf(row).map((each) => ({ count: each.count, ...Object.fromEntries(TRAITS.flatMap((name) => (each[name] ? [[name, each[name]]] : []))) }));
  return { pool: filterOf(row) as z.output<typeof poolFilter> | undefined ?? null, draw_rules: rules, unseen_first: row.unseen_first === 1, question_order: row.question_order, shuffles_options: row.shuffles_options === 1 };
}

/** What is said of the drawing is done after the rest, because another count ends the rules that there were. `tx` is a transaction. @throws Problem where rules and the rest contradict each other */
export async function applyDrawing(tx: Db, author: Pick<Person, "id">, quiz: Quiz, wish: DrawingWish, at: Date): Promise<void> {
  refuseContradictions(wish);
  const { pool, draw_rules, unseen_first, question_order, shuffles_options } = wish;
  if (pool !== undefined) await changePool(tx, author, quiz, pool === null ? undefined : definedOnly(pool), at);
  if ([draw_rules, unseen_first, question_order, shuffles_options].every((each) => each === undefined)) return;
  const to: DrawWish = {
    rules: draw_rules ? draw_rules.map((each): DrawRule => ({ ...NO_TRAITS, ...definedOnly(each) })) : rulesOf(quiz),
    unseenFirst: unseen_first ?? quiz.unseen_first === 1, order: question_order ?? quiz.question_order, shufflesOptions: shuffles_options ?? quiz.shuffles_options === 1,
  };
  await changeDrawing(tx, author, quiz, to, at);
}

const NO_TRAITS = { topic: "", level: "", difficulty: "", kind: "", incident: "", tag: "" } as const;

function refuseContradictions({ draw_rules = [], draw_count, adaptive }: DrawingWish): void {
  if (draw_rules.length === 0) return;
  const count = countOf(draw_rules.map(({ count: each }) => ({ ...NO_TRAITS, count: each })));
  if (count > MOST_QUESTIONS) refuse("#/draw_rules", say("quiz-rules.too-many", { most: MOST_QUESTIONS }));
  if (draw_count !== undefined && draw_count !== count) refuse("#/draw_count", say("api-faults.rules-count", { count }));
  if (adaptive === true) refuse("#/adaptive", say("api-faults.rules-adaptive"));
}

function refuse(pointer: string, words: Message): never {
  throw new Problem("refused", { words, faults: [{ pointer, words }] });
}
