import { masteryOf } from "../../engine/learning/mastery.ts";
import { inPoints, percentOf } from "../../engine/questions/score.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import { capitalise } from "../../lib/text.ts";
import type { CountedAnswer } from "../../storage/answers.ts";
import { findTopicName, findTopicWords } from "../../storage/vocabulary.ts";

/** What somebody knows of one thing; `percent` is a whole share of the questions that were `asked`. `topic` is empty for incidents. */
export interface MasteryRow { name: Words; topic: string; asked: number; points: string; first: string; percent: number }

export function topicRows(answers: readonly CountedAnswer[]): MasteryRow[] {
  return rowsOf(answers, ({ topic }) => topic, ({ topic }) => ({ name: findTopicWords(topic), topic }));
}

export function incidentRows(answers: readonly CountedAnswer[]): MasteryRow[] {
  return rowsOf(answers.filter(({ slug }) => slug !== null), ({ slug }) => slug!, ({ label }) => ({ name: capitalise(label!), topic: "" }));
}

function inEnglish({ topic, name }: MasteryRow): string {
  return typeof name === "string" ? name : findTopicName(topic);
}

/** The least known first: that is where the next minute helps most. */
function rowsOf(answers: readonly CountedAnswer[], keyOf: (answer: CountedAnswer) => string, named: (answer: CountedAnswer) => Pick<MasteryRow, "name" | "topic">): MasteryRow[] {
  const rows = [...groupBy(answers, keyOf).values()].map((group) => {
    const { asked, points, first } = masteryOf(group);
    return { ...named(group[0]!), asked, points: inPoints(points), first: inPoints(first), percent: percentOf(points, asked) };
  });
  return rows.sort((a, b) => a.percent - b.percent || inEnglish(a).localeCompare(inEnglish(b), "en"));
}
