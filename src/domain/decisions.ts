import { say, type Message } from "../lib/messages.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findIncident } from "../storage/incident-reading.ts";
import { findLesson } from "../storage/lessons.ts";
import type { Db, Person, QuestionRow, Quiz } from "../storage/tables.ts";
import { addToQuiz } from "./authoring.ts";
import { complaintsAbout } from "./complaints.ts";
import { Refused } from "./errors.ts";
import { addLesson, complaintsAboutLesson, type WrittenLesson } from "./lessons.ts";
import { writeQuestion } from "./writing.ts";
import type { Complaint, WrittenOption, WrittenQuestion } from "./written-questions.ts";

export const FEWEST_OPTIONS = 3;
export const MOST_OPTIONS = 4;

/** A "what would you do" question as its template asks for it. `best` is the row of the best option, `lesson` the number of one that the incident has, or the words of a new one. */
export interface WrittenDecision {
  incident: string; lesson: number | WrittenLesson; situation: string; ask: string; options: Omit<WrittenOption, "correct">[]; best: number;
  explanation: string; topic: string; facts: string[];
}

/** The same as any question that is written. */
export function questionOf({ situation, ask, options, best, incident, explanation, topic, facts }: WrittenDecision): WrittenQuestion {
  const stem = [situation, ask].filter(Boolean).join(" ");
  return { kind: "single", level: "decide", stem, topic, explanation, incident, facts, quote: "", source: "", options: options.map((option) => ({ ...option, correct: option.row === best })) };
}

/** Everything that keeps it from being saved, in the order of the template. */
export function complaintsAboutDecision(decision: WrittenDecision): Complaint[] {
  const { incident, lesson, situation, ask, options, best } = decision;
  const isMarked = options.some(({ row }) => row === best);
  const missing = (is: boolean, field: string, words: Message) => (is ? [{ field, words }] : []);
  return [
    ...missing(incident === "", "incident", say("decisions.incident-missing")),
    ...aboutLesson(lesson),
    ...missing(situation === "", "situation", say("decisions.situation-missing")),
    ...missing(!ask.endsWith("?"), "ask", say("decisions.ask-missing")),
    ...missing(options.length < FEWEST_OPTIONS || options.length > MOST_OPTIONS, "options", say("decisions.options-count", { length: options.length })),
    ...missing(!isMarked, "best", say("decisions.best-missing")),
    ...complaintsAbout(questionOf(decision)).filter(({ field }) => isMarked || field !== "options").map(({ field, words }) => ({ field: field === "stem" ? "situation" : field, words })),
  ];
}

function aboutLesson(lesson: WrittenDecision["lesson"]): Complaint[] {
  if (typeof lesson === "number") return [];
  if (lesson.title === "" && lesson.text === "") return [{ field: "lesson", words: say("decisions.lesson-missing") }];
  return complaintsAboutLesson(lesson).map(({ field, words }) => ({ field: `lesson_${field}`, words }));
}

/** Puts the question into the bank as a draft, a new lesson into its incident, and the question at the end of a quiz where one is given; all of it or nothing. */
export function writeDecision(db: Db, author: Pick<Person, "id">, decision: WrittenDecision, quiz: Pick<Quiz, "id"> | undefined, at: Date): Promise<QuestionRow> {
  const [complaint] = complaintsAboutDecision(decision);
  if (complaint) throw new Refused(complaint.words.key, complaint.field, complaint.words.values);
  return db.transaction(async (tx) => {
    const lesson = await lessonOf(tx, author, decision, at);
    const question = await writeQuestion(tx, author, { ...questionOf(decision), lesson }, at);
    if (quiz) await addToQuiz(tx, author, quiz, [question.id], at);
    await insertAuditEvent(tx, author.id, "question.decision-written", question.public_id, { incident: decision.incident, lesson: lesson.title }, at);
    return question;
  });
}

async function lessonOf(tx: Db, author: Pick<Person, "id">, { incident: slug, lesson }: WrittenDecision, at: Date): Promise<WrittenLesson> {
  const incident = await findIncident(tx, slug);
  if (!incident) throw new Refused("writing.incident-odd", "incident");
  const known = typeof lesson === "number" ? await findLesson(tx, incident.id, lesson) : await addLesson(tx, author, incident, lesson, at);
  if (!known) throw new Refused("decisions.lesson-odd", "lesson");
  return { title: known.title, text: known.text };
}
