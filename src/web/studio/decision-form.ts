import { z } from "zod";
import { complaintsAboutDecision, FEWEST_OPTIONS, MOST_OPTIONS, type WrittenDecision } from "../../domain/decisions.ts";
import { issueOf } from "./question-form.ts";
import type { Incident, Lesson } from "../../storage/tables.ts";

const field = z.string("writing.once").default("").transform((text) => text.replaceAll("\r\n", "\n").trim());
/** One line of text, however it was typed. */
const line = field.transform((text) => text.replace(/\s+/g, " "));

/** What the radio button for a lesson that is not there yet says. */
export const NEW_LESSON = "new";

/** The template as it was typed, whole or not. */
export const decisionFields = z.object({
  incident: field, lesson: field, lesson_title: line, lesson_text: field, situation: line, ask: line, best: field, explanation: field, topic: field,
  facts: z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string()).max(50, "decisions.most-facts")),
}).catchall(field).transform(({ incident, lesson, lesson_title: title, lesson_text: text, situation, ask, best, explanation, topic, facts, ...rest }): WrittenDecision => ({
  incident, lesson: /^[1-9]\d{0,5}$/.test(lesson) ? Number(lesson) : { title, text }, situation, ask, best: Number(best) || 0, explanation, topic, facts, options: optionsIn(rest),
}));

export const decisionForm = decisionFields.superRefine((decision, context) => {
  for (const complaint of complaintsAboutDecision(decision)) context.addIssue(issueOf(complaint));
});

/** Rows that nothing was typed into are not there. */
function optionsIn(rest: Record<string, string>): WrittenDecision["options"] {
  const rows = Array.from({ length: MOST_OPTIONS }, (_, place) => place + 1);
  return rows.map((row) => ({ row, text: (rest[`option-${row}-text`] ?? "").replace(/\s+/g, " "), feedback: rest[`option-${row}-feedback`] ?? "" })).filter(({ text, feedback }) => text !== "" || feedback !== "");
}

/** A fourth row is there once it was asked for, or typed into. */
export function rowsOf(values: Readonly<Record<string, unknown>>): number {
  return values["step"] === "option" || values["rows"] === String(MOST_OPTIONS) ? MOST_OPTIONS : FEWEST_OPTIONS;
}

/** What can be said before anything was typed: the incident's first topic, its lesson, and the usual question, `ask`. What was typed already stands. */
export function skeletonOf(incident: Pick<Incident, "topics"> | undefined, lessons: readonly Lesson[], typed: Readonly<Record<string, unknown>>, ask: string): Record<string, unknown> {
  const number = Number(typed["lesson"]);
  const lesson = lessons.find(({ position }) => position === number) ?? lessons[0];
  const [topic] = incident ? (JSON.parse(incident.topics) as string[]) : [];
  const skeleton = { ask, topic, explanation: lesson?.text };
  const blank = Object.entries(skeleton).filter(([name, text]) => text && !typed[name]);
  return { ...typed, ...Object.fromEntries(blank), lesson: lesson && typed["lesson"] !== NEW_LESSON ? String(lesson.position) : NEW_LESSON };
}
