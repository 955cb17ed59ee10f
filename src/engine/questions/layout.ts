import { randomFrom, shuffled } from "../../lib/random.ts";
import { isChoice } from "./question-kinds.ts";
import type { Question } from "./question.ts";

/**
 * The order in which one learner sees what can be chosen: option ids, response texts or sequence ids; empty where an answer is typed.
 * The same seed gives the same order. Where a quiz does not shuffle, options stand as they were written. Sorted options, true/false and the regions of a message keep theirs; an ordering question never starts in the right order.
 */
export function layOut(question: Question, seed: string, { shuffles = true }: { shuffles?: boolean } = {}): string[] {
  const random = randomFrom(`${seed}/${question.id}`);
  switch (question.kind) {
    case "matching": return [...question.responses].sort((a, b) => a.localeCompare(b, "en"));
    case "ordering": return scrambled(question.sequence.map((item) => item.id), random);
    case "numeric": case "short": return [];
    case "true_false": case "spot": return question.options.map((option) => option.id);
    default: return question.sorted || !shuffles ? question.options.map((option) => option.id) : shuffled(question.options.map((option) => option.id), random);
  }
}

function scrambled(ids: string[], random: () => number): string[] {
  const order = shuffled(ids, random);
  return order.every((id, place) => id === ids[place]) ? [...order.slice(1), order[0]!] : order;
}

/** The text that stands for each id of a layout. */
export function textsOf(question: Question): ReadonlyMap<string, string> {
  if (question.kind === "matching") return new Map(question.responses.map((text) => [text, text]));
  const items = isChoice(question) ? question.options : question.kind === "ordering" ? question.sequence : [];
  return new Map(items.map(({ id, text }) => [id, text]));
}
