import { expectedRecall, type Recall } from "../../engine/learning/forgetting.ts";
import { recallAt, type Memory } from "../../engine/learning/memory.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import { findTopicName, findTopicWords } from "../../storage/vocabulary.ts";

/** How many days ahead the page looks: a month. */
export const MONTH = 30;
const TABLED = [0, 7, 14, 21, MONTH];
const DRAWN = Array.from({ length: MONTH + 1 }, (_, day) => day);

export interface FadingTopic { topic: string; name: Words; facts: number; today: number; inAMonth: number; lost: number }

/** What somebody would recall, in figures: `curve` for the chart, a point a day; `table` beside it; `topics` with the most to lose first. */
export interface Remembered { facts: number; curve: Recall[]; table: Recall[]; topics: FadingTopic[] }

/** Undefined where nothing has been learned yet. */
export function rememberedOf(memories: readonly Memory[], now: Date): Remembered | undefined {
  if (memories.length === 0) return undefined;
  const recall = (some: readonly Memory[], days: readonly number[]) => expectedRecall(some, recallAt, now, days);
  const topics = [...groupBy(memories, ({ topic }) => topic)].map(([topic, some]) => fadingOf(topic, recall(some, [0, MONTH])));
  return { facts: memories.length, curve: recall(memories, DRAWN), table: recall(memories, TABLED), topics: topics.sort((a, b) => b.lost - a.lost || findTopicName(a.topic).localeCompare(findTopicName(b.topic), "en")) };
}

function fadingOf(topic: string, [today, later]: Recall[]): FadingTopic {
  return { topic, name: findTopicWords(topic), facts: today!.of, today: today!.percent, inAMonth: later!.percent, lost: today!.expected - later!.expected };
}
