import type { Router } from "express";
import { found } from "../../domain/found.ts";
import { changePool, filterOf } from "../../domain/pools.ts";
import { say } from "../../lib/messages.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { filterIn } from "./question-filter.ts";
import { showQuiz } from "./quiz-page.ts";

/** Questions that join a quiz by themselves, because they match a filter of the bank. */
export function quizPools({ db, now }: Deps): Router {
  return exactRouter()
    .post("/studio/quizzes/:slug/pool", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const form = emptyForm();
      const done = await tryDeed(form, changePool(db, actorOf(res), quiz, filterIn((req.body ?? {}) as Record<string, string>), now()).then(() => true));
      if (!done) return showQuiz(req, res, db, quiz, { pool: form }, 422);
      flash(req, say("quiz-pools.set"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}#questions`);
    })
    .post("/studio/quizzes/:slug/pool/removal", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      await changePool(db, actorOf(res), quiz, undefined, now());
      if (filterOf(quiz)) flash(req, say("quiz-pools.ended"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}#questions`);
    });
}
