import type { Router } from "express";
import { assignQuiz, removeAssignment } from "../../domain/assignments.ts";
import { found } from "../../domain/found.ts";
import { publishQuiz } from "../../domain/publishing.ts";
import { reinstateQuiz, retireQuiz } from "../../domain/retiring.ts";
import { say } from "../../lib/messages.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import { findTeamByPublicId } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { assignmentForm, publicationForm } from "./quiz-form.ts";
import { showQuiz } from "./quiz-page.ts";

/** Giving a quiz out, and taking it back. */
export function quizPublication({ db, now }: Deps): Router {
  return exactRouter()
    .post("/studio/quizzes/:slug/publication", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(publicationForm, req.body);
      const version = value && (await tryDeed(form, publishQuiz(db, actorOf(res), quiz, value, now())));
      if (!version) return showQuiz(req, res, db, quiz, { publication: form }, 422);
      flash(req, say("publication.done", { number: version.number }));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    })
    .post("/studio/quizzes/:slug/assignments", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const { form, value } = readForm(assignmentForm, req.body);
      if (!value) return showQuiz(req, res, db, quiz, { assignment: form }, 422);
      const team = value.team === "" ? undefined : await found(findTeamByPublicId(db, value.team));
      const assignment = await tryDeed(form, assignQuiz(db, actorOf(res), quiz, { teamId: team?.id ?? null, dueAt: value.dueAt }, now()));
      if (!assignment) return showQuiz(req, res, db, quiz, { assignment: form }, 422);
      flash(req, team ? say("assigning.done", { title: quiz.title, team: team.name }) : say("assigning.done-everybody", { title: quiz.title }));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    })
    .post("/studio/quizzes/:slug/assignments/:id/removal", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      await removeAssignment(db, actorOf(res), quiz, req.params.id, now());
      flash(req, say("assigning.removed"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}#assign`);
    })
    .post("/studio/quizzes/:slug/retirement", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      await retireQuiz(db, actorOf(res), quiz, now());
      flash(req, say("drafts.off-list"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    })
    .post("/studio/quizzes/:slug/reinstatement", async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      await reinstateQuiz(db, actorOf(res), quiz, now());
      flash(req, say("drafts.on-list"));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    });
}
