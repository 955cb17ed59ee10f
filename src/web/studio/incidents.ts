import type { Request, Response, Router } from "express";
import { z } from "zod";
import { addToQuiz } from "../../domain/authoring.ts";
import { found } from "../../domain/found.ts";
import { draftQuizAbout } from "../../domain/quizzes-of-incidents.ts";
import { say } from "../../lib/messages.ts";
import { findIncident, listFactsOf, listIncidents, listSources } from "../../storage/incident-reading.ts";
import { findPackOf } from "../../storage/packs.ts";
import { listLessons } from "../../storage/lessons.ts";
import { listQuestionsByPublicIds, listQuestionsOfIncident } from "../../storage/questions.ts";
import { findQuiz, listQuizTitles } from "../../storage/quiz-drafts.ts";
import type { Incident } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { factCards } from "./fact-words.ts";
import { WORDS } from "./words.ts";

const ticked = z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string()).min(1, "cases.tick"));
const additionForm = z.object({ quiz: z.string("cases.quiz-missing").min(1, "cases.quiz-missing"), questions: ticked });

/** No address of a quiz has a sign like this. */
const NEW_QUIZ = "+new";

/** What happened, what is known of it, and what is asked about it. */
export function incidents({ db, now }: Deps): Router {
  const show = async (req: Request, res: Response, incident: Incident, form: Form, status = 200) => {
    const filter = { kind: queryText(req, "kind"), level: queryText(req, "level") };
    const [facts, lessons, sources] = [await factCards(db, await listFactsOf(db, incident.id)), await listLessons(db, incident.id), await listSources(db, incident.id)];
    const quizzes = [{ value: NEW_QUIZ, label: say("cases.new-quiz") }, ...(await listQuizTitles(db)).map(({ slug, title }) => ({ value: slug, label: title }))];
    render(res, "studio/incidents/show", { words: WORDS, incident, facts, lessons, sources, quizzes, filter, form, pack: await findPackOf(db, incident.slug), questions: await listQuestionsOfIncident(db, incident.id, filter) }, status);
  };

  const begin = async (req: Request, res: Response, incident: Incident, questionIds: readonly number[], form: Form) => {
    const quiz = await tryDeed(form, draftQuizAbout(db, actorOf(res), incident, questionIds, now()));
    if (!quiz) return show(req, res, incident, form, 422);
    flash(req, say("offers.made"));
    res.redirect(303, `/studio/quizzes/${quiz.slug}`);
  };

  return exactRouter()
    .get("/studio/incidents", async (req, res) => {
      const search = queryText(req, "q").trim();
      render(res, "studio/incidents/index", { incidents: await listIncidents(db, search, pageNumber(req)), search });
    })
    .get("/studio/incidents/:slug", async (req, res) => {
      await show(req, res, await found(findIncident(db, req.params.slug)), emptyForm({ quiz: queryText(req, "quiz") }));
    })
    .post("/studio/incidents/:slug/additions", async (req, res) => {
      const incident = await found(findIncident(db, req.params.slug));
      const { form, value } = readForm(additionForm, req.body);
      if (!value) return show(req, res, incident, form, 422);
      const ids = (await listQuestionsByPublicIds(db, incident.id, value.questions)).map((question) => question.id);
      if (value.quiz === NEW_QUIZ) return begin(req, res, incident, ids, form);
      const quiz = await found(findQuiz(db, value.quiz));
      const added = await tryDeed(form, addToQuiz(db, actorOf(res), quiz, ids, now()));
      if (added === undefined) return show(req, res, incident, form, 422);
      flash(req, added === 0 ? say("cases.there-already", { title: quiz.title }) : say("cases.added", { count: added, title: quiz.title }));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    });
}
