import type { Response } from "express";
import { dateline } from "../lib/dateline.ts";
import type { Words } from "../lib/messages.ts";
import { isChoice, type Question } from "../engine/questions/question.ts";
import { isClosing } from "../engine/questions/telling.ts";
import { toldIn } from "../engine/questions/told.ts";
import { listAttemptsAt } from "../storage/attempts.ts";
import { listDecisionsAbout, listQuizIdsAbout, type Decision, type OpenPaper } from "../storage/incident-papers.ts";
import { listLessons } from "../storage/lessons.ts";
import { listPublishedQuizzesByIds } from "../storage/quizzes.ts";
import { listReadableFacts, listShelf, listSourcesOfFacts, type ShelfLine } from "../storage/readable-incidents.ts";
import { listStandingsOf, type SignedStanding } from "../storage/standings.ts";
import type { Db, FactRow, Incident, Lesson, Source } from "../storage/tables.ts";
import { findLexicon, findTopicWords } from "../storage/vocabulary.ts";
import type { Deps } from "./deps.ts";
import { FACT_GROUPS, groupOf } from "./fact-groups.ts";
import { currentMember } from "./http/locals.ts";
import { cardOf, type QuizCard } from "./quizzes.ts";
import { relatedTo, type RelatedIncident } from "./related-incidents.ts";
import { timelineOf, toldFacts, type TimelineEntry, type ToldFact } from "./told-facts.ts";

/** A situation to think about. What is advised, and why, is there only for who has answered the question. */
export interface Prompt { language: string; stem: string; slug: string; title: string; advice: { text: string; why: string; explanation: string } | null }
export interface FactGroup { id: string; facts: ToldFact[] }

export interface IncidentStory {
  incident: Incident; when: string; topics: { id: string; name: Words }[]; open: OpenPaper[]; timeline: TimelineEntry[]; groups: FactGroup[]; takenBack: SignedStanding[]; lessons: Lesson[]; prompts: Prompt[];
  quizzes: QuizCard[]; sources: Source[]; related: RelatedIncident[]; newer: ShelfLine | undefined; older: ShelfLine | undefined;
}
/** Shown in its place while a quiz that closes it is open; even its name may answer a question. */
export interface ClosedIncident { open: OpenPaper[] }

/** Incidents that this learner may not read now, because an open attempt asks about them. */
export function closedAmong(papers: readonly OpenPaper[]): Set<number> {
  return new Set(papers.filter(isClosing).map(({ incident_id }) => incident_id));
}

/** Everything that the page of an incident shows; `papers` are the learner's open ones. */
export async function storyOf({ db, config }: Deps, res: Response, incident: Incident, papers: readonly OpenPaper[]): Promise<IncidentStory> {
  const [learner, { reader }] = [currentMember(res), res.locals];
  const rows = await listReadableFacts(db, incident.id);
  const shown = rows.filter(({ standing }) => standing !== "retracted");
  const facts = await toldFacts(db, shown, findLexicon(config.contentDir).relations);
  const closed = closedAmong(papers);
  const shelf = (await listShelf(db)).filter(({ id }) => !closed.has(id));
  const place = shelf.findIndex(({ id }) => id === incident.id);
  return {
    incident, when: dateline(incident.happened, reader), topics: topicsOf(incident), open: papers.filter(({ incident_id }) => incident_id === incident.id), timeline: timelineOf(facts, reader), groups: grouped(facts),
    takenBack: await standingsOf(db, rows.filter(({ standing }) => standing === "retracted")), lessons: await listLessons(db, incident.id),
    prompts: (await listDecisionsAbout(db, learner, incident.id)).map((decision) => promptOf(decision, reader.language)), quizzes: await cardsAbout(db, learner, incident),
    sources: await listSourcesOfFacts(db, shown.map(({ id }) => id)), related: await relatedTo(db, rows, shelf.filter(({ id }) => id !== incident.id)), newer: shelf[place - 1], older: shelf[place + 1],
  };
}

export function topicsOf({ topics }: Pick<Incident, "topics">): { id: string; name: Words }[] {
  return (JSON.parse(topics) as string[]).map((id) => ({ id, name: findTopicWords(id) }));
}

function grouped(facts: readonly ToldFact[]): FactGroup[] {
  return FACT_GROUPS.map(({ id }) => ({ id, facts: facts.filter(({ relation }) => groupOf(relation) === id) })).filter((group) => group.facts.length > 0);
}

async function standingsOf(db: Db, rows: readonly FactRow[]): Promise<SignedStanding[]> {
  const said: SignedStanding[] = [];
  for (const { id } of rows) said.push(...(await listStandingsOf(db, id)).slice(0, 1));
  return said;
}

async function cardsAbout(db: Db, learner: { id: number }, incident: Incident): Promise<QuizCard[]> {
  const quizzes = await listPublishedQuizzesByIds(db, await listQuizIdsAbout(db, incident.id));
  const mine = await listAttemptsAt(db, learner, quizzes.map(({ id }) => id));
  return quizzes.map((quiz) => cardOf(quiz, mine)).filter(({ questions }) => questions > 0).sort((one, other) => one.quiz.title.localeCompare(other.quiz.title, "en"));
}

function promptOf({ body, slug, title, isAnswered }: Decision, spoken: string): Prompt {
  const { question, language } = toldIn(spoken, JSON.parse(body) as Question, [], []);
  const key = isAnswered && isChoice(question) ? question.options.find(({ correct }) => correct) : undefined;
  return { language, stem: question.stem, slug, title, advice: key ? { text: key.text, why: key.feedback, explanation: question.explanation } : null };
}
