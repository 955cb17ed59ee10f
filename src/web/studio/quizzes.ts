import type { Response, Router } from "express";
import { changeQuiz, draftQuiz } from "../../domain/authoring.ts";
import { found } from "../../domain/found.ts";
import { samplePaper } from "../../domain/sample-papers.ts";
import { MOST_ASKED } from "../../engine/statistics/adaptive.ts";
import { newPublicId } from "../../lib/ids.ts";
import { say } from "../../lib/messages.ts";
import { findQuiz, listDraftQuestions, listQuizzes } from "../../storage/quiz-drafts.ts";
import { findRehearsal } from "../../storage/rehearsals.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { previewOf } from "./keyed.ts";
import { quizForm } from "./quiz-form.ts";
import { showQuiz } from "./quiz-page.ts";
import { topicChoices, WORDS } from "./words.ts";

/** Quizzes as trainers see them. */
export function quizzes({ db, now }: Deps): Router {
  const showNew = (res: Response, form: Form, status = 200) => render(res, "studio/quizzes/new", { form, topics: topicChoices() }, status);

  return exactRouter()
    .get("/studio/quizzes", async (req, res) => {
      const search = queryText(req, "q").trim();
      render(res, "studio/quizzes/index", { quizzes: await listQuizzes(db, search, pageNumber(req)), search });
    })
    .get("/studio/quizzes/new", (_req, res) => showNew(res, emptyForm({ pass_percent: 80, mode: "draw", draw_count: 5, adaptive_most: MOST_ASKED, feedback: "immediate", asks_confidence: 1 })))
    .post("/studio/quizzes", async (req, res) => {
      const { form, value } = readForm(quizForm, req.body);
      const quiz = value && (await tryDeed(form, draftQuiz(db, actorOf(res), value, now())));
      if (!quiz) return showNew(res, form, 422);
      flash(req, say("drafts.made"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    })
    .get("/studio/quizzes/:slug", async (req, res) => showQuiz(req, res, db, await found(findQuiz(db, req.params.slug))))
    .post("/studio/quizzes/:slug", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(quizForm, req.body);
      if (!value) return showQuiz(req, res, db, quiz, { details: form }, 422);
      await changeQuiz(db, actorOf(res), quiz, value, now());
      flash(req, say(quiz.state === "published" ? "drafts.saved-published" : "drafts.saved"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    })
    .get("/studio/quizzes/:slug/preview", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const [questions, seed] = [await listDraftQuestions(db, quiz.id), queryText(req, "paper").slice(0, 40)];
      const shuffles = quiz.shuffles_options === 1;
      const previews = (seed ? samplePaper(quiz, questions, seed) : questions).map((question) => ({ question, preview: previewOf(question.body_now, `question-${question.position}`, { seed: seed || "preview", shuffles }) }));
      render(res, "studio/quizzes/preview", { words: WORDS, quiz, previews, isRehearsing: (await findRehearsal(db, { person_id: actorOf(res).id, quiz_id: quiz.id }))?.finished_at === null, withKey: queryText(req, "key") === "1", sample: seed, next: newPublicId() });
    });
}
