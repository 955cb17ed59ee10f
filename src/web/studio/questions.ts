import { Router } from "express";
import { reinstateQuestion, retireQuestion } from "../../domain/retiring.ts";
import type { Question } from "../../engine/questions/question.ts";
import { listFactsByKeys } from "../../storage/incident-reading.ts";
import { listStandings } from "../../storage/publications.ts";
import { findQuestion, findVersion, listQuestions, listVersions } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { found, positionParam } from "../http/found.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { factWords } from "./fact-words.ts";
import { findFindings } from "./findings.ts";
import { previewOf } from "./keyed.ts";
import { filterChoices, filterQuery, questionFilter } from "./question-filter.ts";
import { translatableInto } from "./translations.ts";
import { WORDS } from "./words.ts";

/** The bank of questions, and everything about one. */
export function questions({ db, now }: Deps): Router {
  const factsOf = async (body: string) => factWords(db, await listFactsByKeys(db, (JSON.parse(body) as Question).facts));

  return Router()
    .get("/studio/questions", async (req, res) => {
      const filter = questionFilter(req);
      const list = await listQuestions(db, filter, pageNumber(req));
      render(res, "studio/questions/index", { words: WORDS, list, filter, query: filterQuery(filter), choices: await filterChoices(db) });
    })
    .get("/studio/questions/:id", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const [findings, facts, versions, standings] = [await findFindings(db, question.body), await factsOf(question.body), await listVersions(db, question.id), await listStandings(db, question.id)];
      render(res, "studio/questions/show", { words: WORDS, question, preview: previewOf(question.body, "preview"), findings, facts, versions, standings, translations: translationsOf(question.body) });
    })
    .get("/studio/questions/:id/versions/:number", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const version = await found(findVersion(db, question.id, positionParam(req.params.number)));
      render(res, "studio/questions/version", { words: WORDS, question, version, preview: previewOf(version.body, "preview"), facts: await factsOf(version.body) });
    })
    .post("/studio/questions/:id/retirement", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      await retireQuestion(db, actorOf(res), question, now());
      flash(req, "The question is retired: no quiz is published with it any more.");
      res.redirect(303, `/studio/questions/${question.public_id}`);
    })
    .post("/studio/questions/:id/reinstatement", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      await reinstateQuestion(db, actorOf(res), question, now());
      flash(req, "The question can be used in quizzes again.");
      res.redirect(303, `/studio/questions/${question.public_id}`);
    });
}

function translationsOf(body: string): { language: string; isThere: boolean }[] {
  const question = JSON.parse(body) as Question;
  return translatableInto(question).map((language) => ({ language, isThere: question.translations?.[language] !== undefined }));
}
