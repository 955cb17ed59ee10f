import { say } from "../../../../lib/messages.ts";
import { defaultMarkOf, topOf, type Key } from "./marking.ts";
import { toldAnyway } from "./matches.ts";
import { QtiError } from "./qti-error.ts";
import type { Choice, ItemPart } from "./single-choice.ts";

/** Lines in the order that the file calls right, which must have all of them. */
export function readOrder(key: Key, choices: readonly Choice[]): ItemPart {
  const texts = new Map(choices.map(({ id, html }) => [id, html]));
  const order = key.correct.map(String);
  if (order.length !== texts.size || new Set(order).size !== order.length || order.some((id) => !texts.has(id))) throw new QtiError(say("qti.order-of-some"), key.line);
  const top = topOf(key, key.mark(order).score);
  noteMarking(key, order, top);
  const generalFeedback = toldAnyway(key, [key.mark(order), key.mark(order.toReversed())]);
  return { type: "ordering", defaultMark: defaultMarkOf(key, top), generalFeedback, lines: order.map((id) => texts.get(id)!) };
}

/** Here each line in its place counts. That a file marks otherwise shows where the first two lines are exchanged, as long as there are others. */
function noteMarking(key: Key, [first, second, ...rest]: readonly string[], top: number): void {
  if (rest.length === 0) return;
  const share = key.mark([second!, first!, ...rest]).score / top;
  if (share <= 0) key.note(say("qti.all-or-nothing"));
  else if (Math.abs(share - rest.length / (rest.length + 2)) > 0.02) key.note(say("qti.order-marked-otherwise"));
}
