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
  const generalFeedback = toldAnyway(key, [key.mark(order), key.mark(order.toReversed())]);
  return { type: "ordering", defaultMark: defaultMarkOf(key, top), generalFeedback, lines: order.map((id) => texts.get(id)!) };
}
