import type { Request, Response, Router } from "express";
import { found, positionParam } from "../../domain/found.ts";
import { answerRehearsal, endRehearsal, settleRehearsal, startRehearsal } from "../../domain/rehearsing.ts";
import { chosenBy } from "../../engine/questions/picks.ts";
import { isOver } from "../../engine/questions/limits.ts";
import { isTold } from "../../engine/questions/telling.ts";
import { say } from "../../lib/messages.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Rehearsal } from "../../storage/rehearsals.ts";
import type { Quiz } from "../../storage/tables.ts";
import { answerForm, isAhead, nextPlace, showQuestion, urlOf } from "../answer-page.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { unpack } from "../sheets.ts";
import { timeLeft } from "../time-left.ts";
import { baseOf, rehearsalPage, rehearsalResult, rehearsedOf } from "./rehearsal-page.ts";

const AT = "/studio/quizzes/:slug/rehearsal";

/** A trainer takes a draft as its learners would, on their pages. Nothing of it counts. */
export function rehearsals({ db, now, config }: Deps): Router {
  const opened = async (slug: string, res: Response, hasEnded?: typeof isOver): Promise<{ quiz: Quiz; rehearsal: Rehearsal }> => {
    const quiz = await found(findQuiz(db, slug));
    return { quiz, rehearsal: await found(settleRehearsal(db, currentMember(res), quiz, now(), hasEnded)) };
  };
  const placeOf = (quiz: Quiz, rehearsal: Rehearsal) => ({ public_id: rehearsal.public_id, base: baseOf(quiz) });

  async function answer(req: Request<{ slug: string; position: string }>, res: Response): Promise<void> {
    const { quiz, rehearsal } = await opened(req.params.slug, res);
    const [position, place] = [positionParam(req.params.position), placeOf(quiz, rehearsal)];
    const page = await rehearsalPage(db, quiz, rehearsal, position, res.locals.reader, now());
    const { form, value } = readForm(answerForm, req.body);
    const { question, layout } = unpack(page.line);
    const outcome = value && (await tryDeed(form, answerRehearsal(db, currentMember(res), quiz, position, { chosen: chosenBy(question, layout, value.chosen), confidence: value.confidence }, now())));
    if (!outcome) {
      const [complaint] = Object.values(form.errors);
      if (isAhead(page) && complaint) flash(req, complaint, "alert");
      return showQuestion(res, config, { ...page, form }, 422);
    }
    if (outcome === "kept") flash(req, say("attempts.kept"));
    if (outcome === "over") flash(req, rehearsal.deadline_at === null ? say("attempts.finished-already") : say("attempts.too-late", { clock: { at: rehearsal.deadline_at } }), "alert");
    res.redirect(303, outcome === "over" ? urlOf(place, null) : outcome === "stored" && !isTold(page.attempt) ? place.base : urlOf(place, position));
  }

  return exactRouter()
    .post(AT, async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const form = emptyForm();
      const done = await tryDeed(form, startRehearsal(db, { ...currentMember(res), language: res.locals.reader.language }, quiz, now()).then(() => true));
      if (!done) flash(req, form.errors["form"]!, "alert");
      res.redirect(303, done ? baseOf(quiz) : `/studio/quizzes/${quiz.slug}/preview`);
    })
    .get(AT, async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      const rehearsal = await settleRehearsal(db, currentMember(res), quiz, now());
      if (!rehearsal) return res.redirect(303, `/studio/quizzes/${quiz.slug}/preview`);
      const next = rehearsal.finished_at === null ? nextPlace((await rehearsedOf(db, quiz, rehearsal)).paper) : null;
      res.redirect(303, urlOf(placeOf(quiz, rehearsal), next));
    })
    .get(`${AT}/questions/:position`, async (req, res) => {
      const { quiz, rehearsal } = await opened(req.params.slug, res);
      showQuestion(res, config, await rehearsalPage(db, quiz, rehearsal, positionParam(req.params.position), res.locals.reader, now()));
    })
    .post(`${AT}/questions/:position/response`, answer)
    .get(`${AT}/questions/:position/response`, (req, res) => { res.redirect(303, `/studio/quizzes/${encodeURIComponent(req.params.slug)}/rehearsal/questions/${positionParam(req.params.position)}`); })
    .get(`${AT}/time`, async (req, res) => {
      const { rehearsal } = await opened(req.params.slug, res);
      const time = timeLeft({ ...rehearsal, added_minutes: 0 }, now());
      res.json({ seconds: time?.seconds ?? null, until: time?.until ?? null, added: 0, finished: rehearsal.finished_at !== null });
    })
    .get(`${AT}/result`, async (req, res) => {
      const { quiz, rehearsal } = await opened(req.params.slug, res, isOver);
      if (rehearsal.finished_at === null) return res.redirect(303, baseOf(quiz));
      render(res, "studio/quizzes/rehearsal", await rehearsalResult(db, quiz, rehearsal));
    })
    .post(`${AT}/removal`, async (req, res) => {
      const quiz = await found(findQuiz(db, req.params.slug));
      await endRehearsal(db, currentMember(res), quiz);
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    });
}
