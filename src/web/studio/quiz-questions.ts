import type { Router } from "express";
import { z } from "zod";
import { addToQuiz, moveInQuiz, removeFromQuiz } from "../../domain/authoring.ts";
import { found } from "../../domain/found.ts";
import { say } from "../../lib/messages.ts";
import { findQuestion } from "../../storage/questions.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { showQuiz } from "./quiz-page.ts";

const additionForm = z.object({ question: z.string("drafts.choose-question").max(60).default(""), back: z.string().max(4000).catch("") });
const moveForm = z.object({ to: z.enum(["up", "down"], "drafts.up-or-down") });

/** What stands in a quiz and where. */
export function quizQuestions({ db, now }: Deps): Router {
  return exactRouter()
    .post("/studio/quizzes/:slug/questions", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(additionForm, req.body);
      if (!value) return showQuiz(req, res, db, quiz, { addition: form }, 422);
      const question = await found(findQuestion(db, value.question));
      const added = await tryDeed(form, addToQuiz(db, actorOf(res), quiz, [question.id], now()));
      if (added === undefined) return showQuiz(req, res, db, quiz, { addition: form }, 422);
      flash(req, added === 0 ? say("drafts.already-there") : say("drafts.added", { stem: question.stem }));
      res.redirect(303, `/studio/quizzes/${quiz.slug}${sameFilter(value.back)}#add`);
    })
    .post("/studio/quizzes/:slug/questions/:id/removal", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const question = await removeFromQuiz(db, actorOf(res), quiz, req.params.id, now());
      flash(req, say("drafts.removed", { stem: question.stem }));
      res.redirect(303, `/studio/quizzes/${quiz.slug}#questions`);
    })
    .post("/studio/quizzes/:slug/questions/:id/position", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(moveForm, req.body);
      if (!value) return showQuiz(req, res, db, quiz, { addition: form }, 422);
      await moveInQuiz(db, actorOf(res), quiz, req.params.id, value.to, now());
      res.redirect(303, `/studio/quizzes/${quiz.slug}#question-${req.params.id}`);
    });
}

/** Back to the list as it was filtered. */
function sameFilter(query: string): string {
  return /^&?[\w=&%.~!*'()-]+$/.test(query) ? `?${query.replace(/^&/, "")}` : "";
}
