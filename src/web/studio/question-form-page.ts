import type { Request, Response } from "express";
import type { LikeQuestion } from "../../domain/like-questions.ts";
import type { Question } from "../../engine/questions/question.ts";
import { listLessons } from "../../storage/lessons.ts";
import { findIncident, listFactsByKeys, listFactsOf, listIncidentTitles, listSources } from "../../storage/incident-reading.ts";
import { listTagsInUse, type TagCount } from "../../storage/question-tags.ts";
import { findQuestion, type FullQuestion } from "../../storage/questions.ts";
import type { Db, Incident, Lesson, Quiz } from "../../storage/tables.ts";
import { figuresIn } from "../../engine/questions/marking-numeric.ts";
import type { Words } from "../../lib/messages.ts";
import type { Language } from "../../lib/languages.ts";
import type { Form } from "../http/forms.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { withStem } from "./decision-form.ts";
import { quizOf } from "./question-beginning.ts";
import { factLine, factWords } from "./fact-words.ts";
import { reportsToMend, type MendedReport } from "./mended-reports.ts";
import { numberRead } from "./number-read.ts";
import { othersAt, type OfferedCopy } from "./question-copies.ts";
import { questionFields } from "./question-form.ts";
import type { MergeLine } from "./question-merge.ts";
import { previewWhileWriting, type WritingPreview } from "./question-preview.ts";
import { rowCounts, withSigns, type RowCounts } from "./question-rows.ts";
import { typedOf } from "./question-typed.ts";
import { MOST_OFFERED } from "./tags.ts";
import { wayBack } from "./way-back.ts";
import { FORM_KINDS, topicChoices, WORDS, type Choice, type Words as KindWords } from "./words.ts";

/** A question that is edited, with the version that the form shows. */
export interface Editing { question: FullQuestion; body: Question }

/**
 * `offered`: what its reader typed and did not save. `others` are writing it just now. `merge` is what somebody else changed meanwhile, `reports` are open ones of this question.
 * `number`: as which one the answer was read. `kept`: the title of the lesson that the question has, or "" where an edited one has none. `quiz`: the one whose end a new question goes to.
 */
export interface QuestionFormPage {
  words: KindWords; kinds: readonly Choice[]; number: Words[]; form: Form; writing: WritingPreview; back: string | undefined; question: FullQuestion | undefined; incident: Incident | undefined; incidents: Choice[];
  choices: { facts: Choice[]; sources: Choice[]; topics: Choice[] }; rows: RowCounts; signs: string[]; likes: LikeQuestion[]; offered: OfferedCopy[]; others: { name: string; at: string }[]; merge: MergeLine[];
  reports: MendedReport[]; knownTags: TagCount[]; lessons: Lesson[]; kept: string | undefined; quiz: Quiz | undefined;
}

interface Around { editing: Editing | undefined; offered?: OfferedCopy[]; merge?: MergeLine[]; likes?: LikeQuestion[]; at: Date }

export async function showForm(db: Db, res: Response, form: Form, { editing, offered = [], merge = [], likes = [], at }: Around, status = 200): Promise<void> {
  const { values, signs } = withSigns(withStem({ figures: figuresIn(res.locals.reader.language), ...form.values }));
  const incident = await findIncident(db, textIn(form, "incident"));
  const choices = { ...(await originChoices(db, incident, editing)), topics: topicChoices([textIn(form, "topic")]) };
  const incidents = (await listIncidentTitles(db)).map(({ slug, title }) => ({ value: slug, label: title }));
  const written = questionFields.safeParse(values).data;
  const writing = await previewWhileWriting(db, written, editing?.question);
  const lessons = incident ? await listLessons(db, incident.id) : [];
  const quiz = await quizOf(db, form.values);
  const kept = editing && (editing.body.lesson?.title ?? "");
  const others = await othersAt(db, res, editing?.question.public_id ?? "new", at);
  const reports = editing ? await reportsToMend(db, editing.question, values["report"]) : [];
  const known = { lessons, kept, quiz, knownTags: await listTagsInUse(db, MOST_OFFERED) };
  render(res, "studio/questions/form", { words: WORDS, kinds: FORM_KINDS, number: numberRead(written), form: { ...form, values }, writing, back: wayBack(values["back"]), question: editing?.question, incident, incidents, choices, rows: rowCounts(values), signs, likes, offered, others, merge, reports, ...known }, status);
}

/** What is typed so far, shown as learners would meet it. */
export async function showPreview(db: Db, req: Request, res: Response): Promise<void> {
  const { values } = withSigns({ ...(req.body as Form["values"] | undefined) });
  const written = questionFields.safeParse(values).data;
  const of = await findQuestion(db, queryText(req, "of"));
  render(res, "studio/questions/preview", { writing: await previewWhileWriting(db, written, of), number: numberRead(written), question: of });
}

async function originChoices(db: Db, incident: Incident | undefined, editing: Editing | undefined): Promise<Pick<QuestionFormPage["choices"], "facts" | "sources">> {
  const own = incident ? await listFactsOf(db, incident.id) : [];
  const linked = editing && editing.question.incident_id === (incident?.id ?? null) ? await listFactsByKeys(db, editing.body.facts) : [];
  const facts = await factWords(db, [...own, ...linked.filter((fact) => !own.some((other) => other.id === fact.id))]);
  const sources = incident ? await listSources(db, incident.id) : [];
  return { facts: facts.map((fact) => ({ value: fact.key, label: factLine(fact) })), sources: sources.map(({ key, publisher, title }) => ({ value: key, label: `${publisher}: ${title}` })) };
}

/** A version of the question as its form would show it, with numbers as this language writes them. */
export async function valuesOf(db: Db, question: FullQuestion, body: Question, number: number, figures: Language): Promise<Record<string, unknown>> {
  const sources = question.incident_id === null ? [] : await listSources(db, question.incident_id);
  return { ...typedOf(body, sources, figures), incident: body.incident ?? question.incident_slug ?? "", version: number };
}

function textIn(form: Form, field: string): string {
  const value = form.values[field];
  return typeof value === "string" ? value : "";
}
