import type { Router } from "express";
import { found } from "../domain/found.ts";
import { expectedMinutes } from "../engine/generation/papers.ts";
import { leastAnswers } from "../engine/statistics/adaptive.ts";
import { asMinutes } from "../engine/questions/expected-seconds.ts";
import { listAttemptsAt, type NamedAttempt } from "../storage/attempts.ts";
import { dayIn } from "../lib/zones.ts";
import { findDutyAt } from "../storage/duties.ts";
import { findQuizFor, listIncidentLabels, listPublishedQuizzes, countQuestions, type OpenQuiz } from "../storage/quizzes.ts";
import { allowanceOf } from "./allowances.ts";
import { askedOf } from "./asked-quizzes.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";
import { pageNumber } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { resultOf, type Result } from "./results.ts";
import { standingOf } from "./standings.ts";

/** A quiz with what it costs and how far this learner is: an attempt that is open, or the newest result. */
export interface QuizCard { quiz: OpenQuiz; questions: number; minutes: number; open: NamedAttempt | undefined; result: Result | undefined }

export function quizzes({ db, now }: Deps): Router {
  return exactRouter()
    .get("/quizzes", async (req, res) => {
      const learner = currentMember(res);
      const list = await listPublishedQuizzes(db, pageNumber(req));
      const mine = await listAttemptsAt(db, learner, list.rows.map((quiz) => quiz.id));
      render(res, "quizzes/index", { list, cards: list.rows.map((quiz) => cardOf(quiz, mine)) });
    })
    .get("/quizzes/:slug", async (req, res) => {
      const learner = currentMember(res);
      const quiz = await found(findQuizFor(db, learner, req.params.slug));
      const mine = await listAttemptsAt(db, learner, [quiz.id]);
      const labels = await listIncidentLabels(db, quiz.version_id);
      const results = mine.filter(isFinished).map((attempt) => ({ attempt, result: resultOf(attempt) }));
      const today = dayIn(res.locals.reader.timeZone, now());
      const duty = await findDutyAt(db, learner, quiz.id, today, now());
      render(res, "quizzes/show", { leastAnswers: leastAnswers(), card: cardOf(quiz, mine), asked: duty && askedOf(duty, mine, today), labels, results, standing: standingOf(mine), allowance: allowanceOf(quiz, mine, learner, now()) });
    });
}

/** `mine` is newest first; practice in it is passed over. */
export function cardOf(quiz: OpenQuiz, mine: readonly NamedAttempt[]): QuizCard {
  const here = mine.filter((attempt) => attempt.quiz_id === quiz.id && attempt.practice_of === null);
  const last = here.find((attempt) => isFinished(attempt) && attempt.of > 0);
  const questions = countQuestions(quiz);
  return { quiz, questions, minutes: quiz.expected_seconds === null ? expectedMinutes(questions) : asMinutes(quiz.expected_seconds), open: here.find((attempt) => !isFinished(attempt)), result: last && resultOf(last) };
}

function isFinished(attempt: NamedAttempt): boolean {
  return attempt.finished_at !== null;
}
