import { decisionInStem, type Decision } from "../../domain/decisions.ts";
import type { Question } from "../../engine/questions/question.ts";
import type { Incident, Lesson } from "../../storage/tables.ts";

type Typed = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, unknown>>;

/** What the radio buttons say for a lesson that is not there yet, and for what the question has already. */
const NEW_LESSON = "new";
const KEPT_LESSON = "kept";

/** In the form it is a kind of its own; the engine keeps it as one right answer on the level "decide", about an incident. */
export function isDecision({ kind, level, incident }: Pick<Question, "kind" | "level" | "incident">): boolean {
  return kind === "single" && level === "decide" && incident !== undefined;
}

export function decisionIn(rest: Typed): Decision {
  const { situation = "", ask = "", lesson = "", lesson_title: title = "", lesson_text: text = "" } = rest;
  return { situation, ask: ask.replace(/\s+/g, " "), lesson: lesson === KEPT_LESSON ? lesson : /^[1-9]\d{0,5}$/.test(lesson) ? Number(lesson) : { title: title.replace(/\s+/g, " "), text } };
}

/** How the form shows a decision that is there already. What follows is the first of several lines of a reason. */
export function decisionTyped(question: Extract<Question, { kind: "single" }>): Record<string, string> {
  const reasons = question.options.flatMap(({ feedback }, place) => {
    const [, consequence = "", why = feedback] = /^([^\n]+)\n(?=[^\n])(.*)$/s.exec(feedback) ?? [];
    return [[`option-${place + 1}-consequence`, consequence], [`option-${place + 1}-feedback`, why]];
  });
  return { kind: "decide", ...decisionInStem(question.stem), lesson: KEPT_LESSON, ...Object.fromEntries(reasons) as Record<string, string> };
}

/** The usual question, `ask`, and what is known of the incident: its first topic and its lesson. What was typed already stands. */
export function withSkeleton(values: Values, incident: Pick<Incident, "topics"> | undefined, lessons: readonly Lesson[], ask: string): Record<string, unknown> {
  const lesson = lessons.find(({ position }) => position === Number(values["lesson"])) ?? lessons[0];
  const [topic] = incident ? (JSON.parse(incident.topics) as string[]) : [];
  const blank = Object.entries({ ask, topic, explanation: lesson?.text }).filter(([name, text]) => text && !values[name]);
  const isChosen = values["lesson"] === NEW_LESSON || values["lesson"] === KEPT_LESSON;
  return { ...values, ...Object.fromEntries(blank), lesson: isChosen ? values["lesson"] : lesson ? String(lesson.position) : NEW_LESSON };
}

/** Whoever chooses another kind finds what they asked in the field of that kind. */
export function withStem(values: Values): Record<string, unknown> {
  const textOf = (name: string) => (typeof values[name] === "string" ? values[name] : "");
  if (values["kind"] === "decide" && textOf("situation") === "" && textOf("stem") !== "") return { ...values, ...decisionInStem(textOf("stem")) };
  return { ...values };
}
