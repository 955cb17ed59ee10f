import type { Question, QuestionLesson } from "../engine/questions/question.ts";
import { say, type Message } from "../lib/messages.ts";
import { findLesson } from "../storage/lessons.ts";
import type { Db, Incident, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { addLesson, complaintsAboutLesson, type WrittenLesson } from "./lessons.ts";
import type { Complaint, WrittenQuestion } from "./written-questions.ts";

const FEWEST_OPTIONS = 3;
const MOST_OPTIONS = 4;

/** What a "what would you do" question has besides its options. `lesson` is the number of one that the incident has, the words of a new one, or the lesson that the question has already, if any. */
export interface Decision { situation: string; ask: string; lesson: number | "kept" | WrittenLesson }

/** A usual question is nothing to ask before there is a situation. */
export function stemOfDecision({ situation, ask }: Pick<Decision, "situation" | "ask">): string {
  return situation && [situation, ask].filter(Boolean).join(" ");
}

/** The situation and, where it is a sentence of its own, what is asked: `stemOfDecision` puts them together again, letter by letter. */
export function decisionInStem(stem: string): Pick<Decision, "situation" | "ask"> {
  const [, situation = stem, ask = ""] = /^(.*[.!?…”"’)]) ([^\s.!?…][^.!?…]*\?)$/su.exec(stem) ?? [];
  return { situation, ask };
}

/** All complaints about a question, with those about its situation and lesson, in the order of the form. */
export function withDecision(written: WrittenQuestion, decision: Decision, complaints: readonly Complaint[]): Complaint[] {
  const { incident, options } = written;
  const { situation, lesson } = decision;
  const missing = (is: boolean, field: string, words: Message) => (is ? [{ field, words }] : []);
  return [
    ...missing(situation === "", "situation", say("decisions.situation-missing")),
    ...missing(!stemOfDecision(decision).endsWith("?"), "ask", say("decisions.ask-missing")),
    ...missing(lesson !== "kept" && (options.length < FEWEST_OPTIONS || options.length > MOST_OPTIONS), "options", say("decisions.options-count", { length: options.length })),
    ...complaints.map(({ field, words }) => ({ field: field === "stem" ? "situation" : field, words })),
    ...missing(incident === "", "incident", say("decisions.incident-missing")),
    ...aboutLesson(lesson),
  ];
}

function aboutLesson(lesson: Decision["lesson"]): Complaint[] {
  if (typeof lesson !== "object") return [];
  if (lesson.title === "" && lesson.text === "") return [{ field: "lesson", words: say("decisions.lesson-missing") }];
  return complaintsAboutLesson(lesson).map(({ field, words }) => ({ field: `lesson_${field}`, words }));
}

/** The lesson that the question is to tell; a new one goes to its incident. Undefined where it keeps that of the question before, `base`, which another incident does not have. */
export async function lessonOf(tx: Db, author: Pick<Person, "id">, { lesson }: Decision, incident: Incident | undefined, base: Question | undefined, at: Date): Promise<QuestionLesson | undefined> {
  if (!incident || (lesson === "kept" && base?.incident !== incident.slug)) throw new Refused("decisions.lesson-missing", "lesson");
  if (lesson === "kept") return undefined;
  const known = typeof lesson === "number" ? await findLesson(tx, incident.id, lesson) : await addLesson(tx, author, incident, lesson, at);
  if (!known) throw new Refused("decisions.lesson-odd", "lesson");
  return { title: known.title, text: known.text };
}
