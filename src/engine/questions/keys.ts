import { z } from "zod";
import { complaintAbout } from "./marking.ts";
import type { Question } from "./question.ts";
import { LONGEST, MOST_LINES, text } from "./texts.ts";

const id = z.string().min(1).max(100);

/**
 * What is right, and nothing else of a question: the ids of the right options; the response of each pair by the pair's id; the ids in their right order;
 * the number with its tolerance; the names that are accepted.
 */
export const keySchema = z.union([
  z.strictObject({ right: z.array(id).min(1, "regrades.key-none").max(MOST_LINES) }),
  z.strictObject({ pairs: z.record(id, text(LONGEST.response)) }),
  z.strictObject({ sequence: z.array(id).max(MOST_LINES) }),
  z.strictObject({ value: z.number("regrades.key-number"), tolerance: z.number("regrades.key-number").min(0, "regrades.key-number") }),
  z.strictObject({ accept: z.array(text(LONGEST.accept)).min(1, "regrades.key-names").max(100) }),
]);
export type Key = z.infer<typeof keySchema>;

/** The key that a question has. */
export function keyOf(question: Question): Key {
  switch (question.kind) {
    case "matching": return { pairs: Object.fromEntries(question.pairs.map((pair) => [pair.id, pair.response])) };
    case "ordering": return { sequence: question.sequence.map((item) => item.id) };
    case "numeric": return { value: question.answer.value, tolerance: question.answer.tolerance };
    case "short": return { accept: [...question.answer.accept] };
    default: return { right: question.options.filter(({ correct }) => correct).map((option) => option.id) };
  }
}

/** Whether the key names just what the question has, and can be answered. Several options may be right where one is chosen: each of them is then. */
export function fits(key: Key, question: Question): boolean {
  switch (question.kind) {
    case "matching": return "pairs" in key && isSame(Object.keys(key.pairs), question.pairs.map((pair) => pair.id)) && question.pairs.every((pair) => question.responses.includes(key.pairs[pair.id]!));
    case "ordering": return "sequence" in key && isSame(key.sequence, question.sequence.map((item) => item.id));
    case "numeric": return "value" in key && Number.isFinite(key.value) && key.tolerance >= 0;
    case "short": return "accept" in key && key.accept.every((name) => complaintAbout(question, [name]) === undefined);
    default: return "right" in key && key.right.length > 0 && isWithin(key.right, question.options.map((option) => option.id)) && (question.kind !== "true_false" || key.right.length === 1);
  }
}

function isWithin(ids: readonly string[], all: readonly string[]): boolean {
  return new Set(ids).size === ids.length && ids.every((each) => all.includes(each));
}

function isSame(ids: readonly string[], all: readonly string[]): boolean {
  return ids.length === all.length && isWithin(ids, all);
}
