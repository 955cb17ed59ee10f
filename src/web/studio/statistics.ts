import type { Router } from "express";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import { findQuestion } from "../../storage/questions.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import { found } from "../../domain/found.ts";
import { questionLines } from "../../domain/question-figures.ts";
import { replaceOption } from "../../domain/replacing.ts";
import { readSettings } from "../../domain/installation.ts";
import { stepOf } from "../../domain/tallying.ts";
import { say } from "../../lib/messages.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { replacementForm, showItem } from "./item-page.ts";
import { answersCsv } from "./answers-csv.ts";
import { csvOf } from "./statistics-csv.ts";
import { quizPage } from "./statistics-page.ts";
import { scopeOf, statisticsOf } from "./statistics-scope.ts";

/** How quizzes and questions do. No name is read for any of these pages. */
export function statistics({ db, now, config }: Deps): Router {
  const vocabulary = () => findLexicon(config.contentDir);
  const step = async () => stepOf(await readSettings(db, config));
  return exactRouter()
    .get("/studio/quizzes/:slug/statistics", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const scope = await scopeOf(db, req, quiz, await step());
      render(res, "studio/statistics/quiz", quizPage(quiz, scope, await statisticsOf(db, scope), queryText(req, "sort")));
    })
    .get("/studio/quizzes/:slug/statistics/download", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const scope = await scopeOf(db, req, quiz, await step());
      const made = await statisticsOf(db, scope);
      res.attachment(`${quiz.slug}-${scope.version || "none"}-statistics.csv`).type("text/csv; charset=utf-8").send(csvOf(questionLines(made), scope, res.locals.reader));
    })
    .get("/studio/quizzes/:slug/statistics/answers", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const [scope, only] = [await scopeOf(db, req, quiz, await step()), queryText(req, "question")];
      const lines = questionLines(await statisticsOf(db, scope)).filter(({ public_id }) => only === "" || public_id === only);
      res.attachment(`${quiz.slug}-${scope.version || "none"}-answers.csv`).type("text/csv; charset=utf-8").send(answersCsv(lines, scope, res.locals.reader));
    })
    .get("/studio/questions/:id/statistics", async (req, res) => showItem(req, res, { db, step: await step() }, vocabulary(), await found(findQuestion(db, req.params.id))))
    .post("/studio/questions/:id/replacements", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const { form, value } = readForm(replacementForm, req.body);
      const number = value && (await tryDeed(form, replaceOption(db, actorOf(res), question, value, vocabulary(), now())));
      if (number === undefined) return showItem(req, res, { db, step: await step() }, vocabulary(), question, form, 422);
      flash(req, say("statistics.replacement.done", { number }));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    })
    .get("/studio/questions/:id/replacements", (req, res) => { res.redirect(303, `/studio/questions/${encodeURIComponent(req.params.id)}/statistics`); });
}
