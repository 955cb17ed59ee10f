import { Router } from "express";
import { countFacts, countIncidents } from "../../storage/incident-reading.ts";
import { listReportedQuestions } from "../../storage/problem-reports.ts";
import { listPublications } from "../../storage/publications.ts";
import { listPublishedRestingOn, type OpenQuiz } from "../../storage/quizzes.ts";
import { countQuestionsByState } from "../../storage/questions.ts";
import { countQuizzesByState, listQuizzesInState, type QuizLine } from "../../storage/quiz-drafts.ts";
import { listFactsInDoubt } from "../../storage/standings.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { render } from "../http/render.ts";
import { factWords, type FactWords } from "./fact-words.ts";

const SHOWN = 5;

/** The one thing that brings the most now. */
export interface NextStep { title: string; text: string; href: string; action: string }

/** The facts that are disputed or retracted, and the quizzes that ask fewer questions because of them. */
export interface InDoubt { facts: FactWords[]; quizzes: OpenQuiz[] }

/** Where trainers begin. */
export function overview({ db }: Deps): Router {
  return Router().get("/studio", async (_req, res) => {
    const counts = { incidents: await countIncidents(db), facts: await countFacts(db), questions: await countQuestionsByState(db), quizzes: await countQuizzesByState(db) };
    const [drafts, published] = [await listQuizzesInState(db, "draft", SHOWN), await listQuizzesInState(db, "published", SHOWN)];
    render(res, "studio/show", { counts, drafts, next: nextStep(drafts, published), inDoubt: await findInDoubt(db), reported: await listReportedQuestions(db), publications: await listPublications(db, SHOWN) });
  });
}

async function findInDoubt(db: Db): Promise<InDoubt> {
  const facts = await listFactsInDoubt(db);
  return { facts: await factWords(db, facts), quizzes: facts.length === 0 ? [] : await listPublishedRestingOn(db, facts.map(({ id }) => id)) };
}

export function nextStep(drafts: readonly QuizLine[], published: readonly QuizLine[]): NextStep {
  const [full, empty, alone] = [drafts.find((quiz) => quiz.questions > 0), drafts[0], published.find((quiz) => quiz.assignments === 0)];
  if (full) return { title: `Publish “${full.title}”`, text: "Its questions are there. Look at it once as a learner would, then publish it.", href: `/studio/quizzes/${full.slug}`, action: "Go to the quiz" };
  if (empty) return { title: `Add questions to “${empty.title}”`, text: "It is still empty. Five questions are enough.", href: `/studio/quizzes/${empty.slug}#add`, action: "Add questions" };
  if (alone) return { title: `Assign “${alone.title}”`, text: "It is published, but nobody has been asked to take it.", href: `/studio/quizzes/${alone.slug}#assign`, action: "Assign it" };
  if (published.length > 0) return { title: "Make the next quiz", text: "Choose an incident that people talk about, and take questions from it.", href: "/studio/incidents", action: "See the incidents" };
  return { title: "Make the first quiz", text: "Give it a title, choose five questions about an incident, and publish it.", href: "/studio/quizzes/new", action: "New quiz" };
}
