import type { Router } from "express";
import { openPoolOf } from "../../domain/adapting.ts";
import { found } from "../../domain/found.ts";
import { poolFlaws, CALIBRATED_FROM, type PoolFlaw } from "../../engine/statistics/adaptive-pool-checks.ts";
import { bestInformation, poolInformation, trialsOf, type Trial } from "../../engine/statistics/adaptive-trial.ts";
import { leastAnswers, leastError } from "../../engine/statistics/adaptive.ts";
import { findQuiz, listDraftQuestions } from "../../storage/quiz-drafts.ts";
import { listQuestionDifficulties } from "../../storage/question-difficulties.ts";
import type { Quiz } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { render } from "../http/render.ts";

/** A step of the information curve: abilities in logits, what the whole pool tells there, and what the best of it do, as many as are asked. */
export interface CurveStep { ability: number; all: number; best: number }
export interface AdaptivePage { quiz: Quiz; size: number; calibrated: number; calibratedFrom: number; trials: Trial[]; curve: CurveStep[]; flaws: PoolFlaw[]; most: number; leastError: number; leastAnswers: number }

const STEPS = [-3, -2, -1, 0, 1, 2, 3];

/** What an adaptive quiz would make of the draft's questions. */
export function adaptive({ db }: Deps): Router {
  return exactRouter().get("/studio/quizzes/:slug/adaptive", async (req, res) => {
    const quiz = await found(findQuiz(db, req.params.slug));
    const asked = (await listDraftQuestions(db, quiz.id)).filter(({ state, withdrawn }) => state !== "retired" && withdrawn === null);
    const known = new Map((await listQuestionDifficulties(db, asked.map(({ id }) => id))).map((row) => [row.question_id, row]));
    const pool = openPoolOf(asked.map(({ id, body }) => ({ question_id: id, body })), known).map((question) => ({ ...question, answers: known.get(question.question_id)?.answers ?? 0 }));
    const most = quiz.adaptive_most;
    const logits = pool.map((question) => question.logits);
    const trials = pool.length === 0 ? [] : trialsOf(pool, quiz.slug, most);
    render(res, "studio/quizzes/adaptive", {
      quiz, size: pool.length, calibrated: pool.filter(({ answers }) => answers >= CALIBRATED_FROM).length, calibratedFrom: CALIBRATED_FROM, trials, most, leastError: leastError(most), leastAnswers: leastAnswers(),
      curve: STEPS.map((ability) => ({ ability, all: poolInformation(ability, logits), best: bestInformation(ability, logits, most) })), flaws: pool.length === 0 ? [] : poolFlaws(pool, trials, most),
    });
  });
}
