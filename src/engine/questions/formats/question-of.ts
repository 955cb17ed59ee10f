import type { z } from "zod";
import { say, type Message } from "../../../lib/messages.ts";
import type { Carried } from "../carried.ts";
import { questionSchema, type Difficulty, type Level, type Question } from "../question.ts";
import type { Item, ItemType } from "./item.ts";
import { partsOf } from "./question-parts.ts";
import { textsOf, type Texts } from "./question-texts.ts";

/** What no file of another system says of a question. */
export interface Given { id?: string; topic?: string; level?: Level; difficulty?: Difficulty }

/** `dropped`: what the item said and the question does not, in words for the trainer. */
export type Become = { question: Question; dropped: Message[] } | { refused: Message };

/**
 * The question that an item becomes, with everything that it needs to become the same item again. HTML is made safe (rich-text.ts); a picture stays as
 * `@@PLUGINFILE@@/name` until its file is kept (`withPictures`). Refused where one of our kinds cannot hold it, and never turned into another.
 */
export function questionOf(item: Item, { id = "imported", topic = "imported", level = "recall", difficulty = "medium" }: Given = {}): Become {
  const texts = textsOf(item);
  const parts = partsOf(item, texts);
  if ("refused" in parts) return { refused: parts.refused as Message };
  const result = questionSchema.safeParse({
    schema: 1, id, level, difficulty, topic, facts: [], evidence: [], enemies: [], ...(item.name ? { name: item.name } : {}), stem: texts.clean(item.text), explanation: texts.clean(item.generalFeedback),
    ...(texts.format ? { format: texts.format } : {}), ...(item.tags.length > 0 ? { tags: [...item.tags] } : {}), carried: carriedBy(item, texts), ...parts,
  });
  return result.success ? { question: result.data, dropped: [...item.dropped, ...texts.said()] } : { refused: reasonOf(result.error.issues[0]!) };
}

/** Moodle's own, so that they need not be carried. */
export function usualPenalty(type: ItemType): number {
  return type === "truefalse" ? 1 : 0.3333333;
}

function carriedBy(item: Item, { autoFormat, clean }: Texts): Carried {
  const combined = item.type === "multichoice" ? { correctFeedback: clean(item.correctFeedback), partlyFeedback: clean(item.partlyFeedback), incorrectFeedback: clean(item.incorrectFeedback) } : {};
  const filled = { idNumber: item.idNumber, category: item.category, ...combined };
  return {
    ...(item.defaultMark === 1 ? {} : { defaultMark: item.defaultMark }), ...(item.penalty === usualPenalty(item.type) ? {} : { penalty: item.penalty }),
    ...(item.type === "match" && !item.shuffle ? { shuffle: false } : {}), ...Object.fromEntries(Object.entries(filled).filter(([, text]) => text !== "")),
    ...(item.hints.length > 0 ? { hints: item.hints.map((hint) => clean(hint)) } : {}), ...(autoFormat ? { autoFormat: true } : {}),
  };
}

/** Why a question cannot be one of ours, from the first thing that the schema minds. */
function reasonOf(issue: z.core.$ZodIssue): Message {
  const where = say(`items.places.${PLACES.find((place) => issue.path.includes(place)) ?? "question"}`);
  if (issue.code === "too_big") return say(issue.origin === "array" ? "items.too-many" : "items.too-long", { where, most: Number(issue.maximum) });
  if (issue.code === "too_small") return say(issue.origin === "array" ? "items.too-few" : "items.empty", { where });
  return issue.code === "invalid_format" ? say("items.empty", { where }) : say("items.unfit", { where, reason: issue.message });
}

const PLACES = ["feedback", "name", "stem", "explanation", "tags", "carried", "options", "premise", "responses", "response", "pairs", "sequence", "graded", "answer"];
