import type { Request, Response, Router } from "express";
import { answerAndGoOn } from "../domain/answering.ts";
import { startOrGoOn } from "../domain/attempts.ts";
import { findBookClosing } from "../domain/closed-books.ts";
import { found, positionParam } from "../domain/found.ts";
import { noteShown } from "../domain/showing.ts";
import type { Question } from "../engine/questions/question.ts";
import { chosenBy } from "../engine/questions/picks.ts";
import { say } from "../lib/messages.ts";
import { findAttemptPage, findAttemptPlaces } from "../storage/attempt-pages.ts";
import { findAttemptOf, type NamedAttempt } from "../storage/attempts.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";
import { findQuizToStart } from "../storage/quizzes.ts";
import type { Db } from "../storage/tables.ts";
import type { Member } from "../storage/visitors.ts";
import { answerForm, findQuestionPage, isAhead, nextPlace, questionPage, showQuestion, urlOf, type QuestionPage } from "./answer-page.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { readForm, tryDeed } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { showResult } from "./result-page.ts";

export function attempts(deps: Deps): Router {
  const { db, now, config } = deps;
  return exactRouter()
    .post("/quizzes/:slug/attempts", async (req, res) => {
      const learner = currentMember(res);
      const quiz = await found(findQuizToStart(db, req.params.slug));
      const { attempt, next } = await startOrGoOn(db, { ...learner, language: res.locals.reader.language }, quiz, now());
      res.redirect(303, next === undefined ? await urlToGoOn(db, learner, attempt.public_id) : urlOf(attempt, next));
    })
    .get("/attempts/:id", async (req, res) => res.redirect(303, await urlToGoOn(db, currentMember(res), req.params.id)))
    .get("/attempts/:id/questions/:position", async (req, res) => {
      const { attempt, page: read } = await findAttemptPage(db, currentMember(res), req.params.id, positionParam(req.params.position));
      const page = await questionPage(db, await found(attempt), read, res.locals.reader, now());
      const open = page.attempt.finished_at === null && page.attempt.practice_of === null ? undefined : await findBookClosing(db, { id: page.attempt.person_id }, page.line);
      if (open) return render(res, "attempts/closed", { title: page.attempt.title, open });
      if (page.attempt.finished_at === null && page.line.shown_at === null && page.line.chosen === null && !isAhead(page)) noteShown(db, page.line.id, now());
      showQuestion(res, config, page);
    })
    .post("/attempts/:id/questions/:position/response", async (req, res) => {
      const learner = currentMember(res);
      const position = positionParam(req.params.position);
      const { form, value } = readForm(answerForm, req.body);
      const choose = (picks: string[]) => ({ layout }: PaperQuestion, question: Question) => chosenBy(question, JSON.parse(layout) as string[], picks, res.locals.reader.language);

      const answered = value && (await tryDeed(form, answerAndGoOn(db, learner, { public_id: req.params.id }, position, choose(value.chosen), now(), value.confidence)));
      if (!answered) return askAgain(req, res, config, { ...(await findQuestionPage(db, await found(findAttemptOf(db, learner, req.params.id)), position, res.locals.reader, now())), form });
      const { outcome, next } = answered;
      if (outcome === "kept") flash(req, say("attempts.kept"));
      if (outcome === "over") return tellTooLate(req, res, await found(findAttemptOf(db, learner, req.params.id)));
      if (outcome === "withdrawn") flash(req, say("attempts.withdrawn-meanwhile"));
      const goesOn = outcome === "withdrawn" || (outcome === "stored" && !answered.isTold);
      const place = goesOn ? next : position;
      res.redirect(303, place === undefined ? await urlToGoOn(db, learner, req.params.id) : urlOf({ public_id: req.params.id }, place));
    })
    .get("/attempts/:id/questions/:position/response", async (req, res) => {
      const attempt = await found(findAttemptOf(db, currentMember(res), req.params.id));
      res.redirect(303, urlOf(attempt, positionParam(req.params.position)));
    })
    .get("/attempts/:id/result", (req, res) => showResult(deps, req, res));
}

/** The first question of an attempt that waits for its answer, or its result. */
async function urlToGoOn(db: Db, learner: Member, publicId: string): Promise<string> {
  const { attempt, paper } = await findAttemptPlaces(db, learner, publicId);
  const { finished_at, public_id } = await found(attempt);
  return urlOf({ public_id }, finished_at === null ? nextPlace(paper) : null);
}

/** What was saved stands on the result. */
function tellTooLate(req: Request, res: Response, attempt: NamedAttempt): void {
  flash(req, attempt.deadline_at === null ? say("attempts.finished-already") : say("attempts.too-late", { clock: { at: attempt.deadline_at } }), "alert");
  res.redirect(303, urlOf(attempt, null));
}

/** The page again with what is wrong; whoever jumped ahead reads it on the page of the open question. */
function askAgain(req: Request, res: Response, config: Deps["config"], page: QuestionPage): void {
  const [complaint] = Object.values(page.form.errors);
  if (isAhead(page) && complaint) flash(req, complaint, "alert");
  showQuestion(res, config, page, 422);
}
