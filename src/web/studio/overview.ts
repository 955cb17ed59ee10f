import type { Router } from "express";
import { say, type Message } from "../../lib/messages.ts";
import { countFacts, countIncidents } from "../../storage/incident-reading.ts";
import { listReportedQuestions } from "../../storage/problem-reports.ts";
import { countReports } from "../../storage/report-queue.ts";
import { listPublications } from "../../storage/publications.ts";
import { listPublishedRestingOn, type OpenQuiz } from "../../storage/quizzes.ts";
import { countQuestionsByState } from "../../storage/questions.ts";
import { countQuizzesByState, listQuizzesInState, type QuizLine } from "../../storage/quiz-drafts.ts";
import { listFactsInDoubt } from "../../storage/standings.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { render } from "../http/render.ts";
import { factWords, type FactWords } from "./fact-words.ts";

const SHOWN = 5;

/** The one thing that brings the most now. */
export interface NextStep { title: Message; text: Message; href: string; action: Message }

/** The facts that are disputed or retracted, and the quizzes that ask fewer questions because of them. */
export interface InDoubt { facts: FactWords[]; quizzes: OpenQuiz[] }

/** Where trainers begin. */
export function overview({ db }: Deps): Router {
  return exactRouter().get("/studio", async (_req, res) => {
    const counts = { incidents: await countIncidents(db), facts: await countFacts(db), questions: await countQuestionsByState(db), quizzes: await countQuizzesByState(db) };
    const [drafts, published] = [await listQuizzesInState(db, "draft", SHOWN), await listQuizzesInState(db, "published", SHOWN)];
    render(res, "studio/show", { counts, drafts, next: nextStep(drafts, published), inDoubt: await findInDoubt(db), reported: await listReportedQuestions(db), reportCounts: await countReports(db), publications: await listPublications(db, SHOWN) });
  });
}

async function findInDoubt(db: Db): Promise<InDoubt> {
  const facts = await listFactsInDoubt(db);
  return { facts: await factWords(db, facts), quizzes: facts.length === 0 ? [] : await listPublishedRestingOn(db, facts.map(({ id }) => id)) };
}

export function nextStep(drafts: readonly QuizLine[], published: readonly QuizLine[]): NextStep {
  const [full, empty, alone] = [drafts.find((quiz) => quiz.questions > 0), drafts[0], published.find((quiz) => quiz.assignments === 0)];
  if (full) return step("publish", `/studio/quizzes/${full.slug}`, full.title);
  if (empty) return step("fill", `/studio/quizzes/${empty.slug}#add`, empty.title);
  if (alone) return step("assign", `/studio/quizzes/${alone.slug}#assign`, alone.title);
  if (published.length > 0) return step("more", "/studio/incidents");
  return step("first", "/studio/quizzes/new");
}

function step(name: string, href: string, title?: string): NextStep {
  return { title: say(`studio.steps.${name}`, title === undefined ? {} : { title }), text: say(`studio.steps.${name}-text`), href, action: say(`studio.steps.${name}-action`) };
}
