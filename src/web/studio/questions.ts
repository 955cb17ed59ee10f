import type { Router } from "express";
import { found, positionParam } from "../../domain/found.ts";
import { reinstateQuestion, retireQuestion } from "../../domain/retiring.ts";
import { say } from "../../lib/messages.ts";
import { listTagsOf } from "../../storage/question-tags.ts";
import { listVerdictsOf } from "../../storage/verdicts.ts";
import { countInReview, findQuestion, findVersion, listQuestions } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { ticksIn } from "../http/ticks.ts";
import { render } from "../http/render.ts";
import { findCorrected } from "./corrections.ts";
import { previewOf } from "./keyed.ts";
import { filterChoices, filterQuery, questionFilter } from "./question-filter.ts";
import { factsOf, showQuestion } from "./question-page.ts";
import { WORDS } from "./words.ts";

/** The bank of questions, and everything about one. */
export function questions(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .get("/studio/questions", async (req, res) => {
      const filter = questionFilter(req);
      const list = await listQuestions(db, filter, pageNumber(req));
      const tags = await listTagsOf(db, list.rows.map(({ id }) => id));
      const verdicts = await listVerdictsOf(db, list.rows.map(({ version_id }) => version_id));
      render(res, "studio/questions/index", { words: WORDS, list, tags, verdicts, waiting: await countInReview(db), filter, query: filterQuery(filter), ticks: ticksIn(req, "question"), choices: await filterChoices(db) });
    })
    .get("/studio/questions/:id", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      await showQuestion(res, deps, question);
    })
    .get("/studio/questions/:id/versions/:number", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const version = await found(findVersion(db, question.id, positionParam(req.params.number)));
      const { body, correction } = await findCorrected(db, version);
      render(res, "studio/questions/version", { words: WORDS, question, version, preview: previewOf(body, "preview"), correction, facts: await factsOf(db, version.body) });
    })
    .post("/studio/questions/:id/retirement", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      await retireQuestion(db, actorOf(res), question, now());
      flash(req, say("bank.retired"));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    })
    .post("/studio/questions/:id/reinstatement", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      await reinstateQuestion(db, actorOf(res), question, now());
      flash(req, say("bank.reinstated"));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    });
}
