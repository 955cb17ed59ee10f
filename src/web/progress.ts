import type { Router } from "express";
import { bestsOf } from "../engine/learning/bests.ts";
import { calibrationOf } from "../engine/learning/calibration.ts";
import { listAnswers, listCountedAnswers } from "../storage/answers.ts";
import { listAttemptsOf, listFinishedAttemptsOf, type NamedAttempt } from "../storage/attempts.ts";
import { listMemories } from "../storage/memories.ts";
import { listPage } from "../storage/page.ts";
import { listReportsOf } from "../storage/problem-reports.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";
import { pageNumber } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { filterOf, pastSheets, topicChoices } from "./progress/past-answers.ts";
import { incidentRows, topicRows } from "./progress/mastery-rows.ts";
import { rememberedOf } from "./progress/remembered.ts";
import { findViewers } from "./progress/viewers.ts";
import { reasonWords } from "./report-form.ts";
import { resultOf, type Result } from "./results.ts";
import { stemIn } from "./sheets.ts";

const SHOWN = 5;

/** What somebody knows, will remember and has done. Everything is their own. */
export function progress(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .get("/progress", async (req, res) => {
      const learner = currentMember(res);
      const answers = await listCountedAnswers(db, learner);
      const fixed = answers.filter(({ adaptive }) => adaptive === 0);
      const history = await listAttemptsOf(db, learner, pageNumber(req));
      render(res, "progress/show", {
        topics: topicRows(fixed), incidents: incidentRows(fixed), adapted: answers.length > fixed.length, calibration: calibrationOf(answers), remembered: rememberedOf(await listMemories(db, learner.id), now()),
        isNew: history.total === 0, attempts: history.rows.slice(0, SHOWN).map(withResult), more: history.total > SHOWN,
        reports: (await listReportsOf(db, learner)).map((report) => ({ ...report, ...stemIn(report.spoken, report.body) })), reasonWords: reasonWords(res.locals.t), viewers: await findViewers(deps, learner),
      });
    })
    .get("/progress/attempts", async (req, res) => {
      const history = await listAttemptsOf(db, currentMember(res), pageNumber(req));
      render(res, "progress/attempts", { history, attempts: history.rows.map(withResult) });
    })
    .get("/progress/answers", async (req, res) => {
      const learner = currentMember(res);
      const filter = filterOf(req);
      const history = await listAnswers(db, learner, filter, pageNumber(req));
      render(res, "progress/answers", { history, filter, ...(await pastSheets(db, learner, history.rows, res.locals.reader)), topics: topicChoices(await listCountedAnswers(db, learner), res.locals.reader) });
    })
    .get("/progress/bests", async (req, res) => {
      const bests = bestsOf(await listFinishedAttemptsOf(db, currentMember(res)));
      const list = listPage(bests, pageNumber(req));
      const rows = list.rows.map(({ first, best, newest, times }) => ({ newest, times, first: { attempt: first, result: resultOf(first) }, best: { attempt: best, result: resultOf(best) } }));
      render(res, "progress/bests", { list, rows });
    });
}

function withResult(attempt: NamedAttempt): { attempt: NamedAttempt; result: Result | null } {
  return { attempt, result: attempt.finished_at === null ? null : resultOf(attempt) };
}
