import type { Router } from "express";
import { found, positionParam } from "../domain/found.ts";
import { reportProblem } from "../domain/reporting.ts";
import { say } from "../lib/messages.ts";
import { findAttemptOf } from "../storage/attempts.ts";
import { findQuestionPage, showQuestion, urlOf } from "./answer-page.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { readForm, tryDeed } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { reportForm, sentWords } from "./report-form.ts";

/** What a learner finds wrong with a question, said on the page of its feedback. */
export function problemReports({ db, now, config }: Deps): Router {
  return exactRouter()
    .post("/attempts/:id/questions/:position/report", async (req, res) => {
      const learner = currentMember(res);
      const attempt = await found(findAttemptOf(db, learner, req.params.id));
      const position = positionParam(req.params.position);
      const { form, value } = readForm(reportForm, req.body);
      const reporting = value && (await tryDeed(form, reportProblem(db, learner, attempt, position, value, now())));
      if (!reporting) return showQuestion(res, config, { ...(await findQuestionPage(db, attempt, position, res.locals.reader, now())), report: form }, 422);
      flash(req, say(sentWords(reporting)));
      res.redirect(303, urlOf(attempt, position));
    })
    .get("/attempts/:id/questions/:position/report", async (req, res) => {
      const attempt = await found(findAttemptOf(db, currentMember(res), req.params.id));
      res.redirect(303, urlOf(attempt, positionParam(req.params.position)));
    });
}
