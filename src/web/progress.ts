import { Router } from "express";
import { inPoints, percentOf } from "../engine/questions/score.ts";
import { capitalise } from "../lib/text.ts";
import { listAttemptsOf } from "../storage/attempts.ts";
import { listReportsOf } from "../storage/problem-reports.ts";
import { listIncidentTallies, listTopicTallies } from "../storage/progress.ts";
import { findTopicName } from "../storage/vocabulary.ts";
import type { Deps } from "./deps.ts";
import { currentMember } from "./http/locals.ts";
import { pageNumber } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { REASON_WORDS } from "./report-form.ts";
import { resultOf } from "./results.ts";

/** What somebody has answered about one thing, and how much of it was right. */
export interface TallyRow { name: string; answered: number; points: string; percent: number }

const REPORTS_SHOWN = 5;

export function progress({ db, config }: Deps): Router {
  return Router().get("/progress", async (req, res) => {
    const learner = currentMember(res);
    const topics = (await listTopicTallies(db, learner)).map((tally) => rowOf(findTopicName(tally.topic), tally));
    const incidents = (await listIncidentTallies(db, learner)).map((tally) => rowOf(capitalise(tally.label), tally));
    const history = await listAttemptsOf(db, learner, pageNumber(req));
    const attempts = history.rows.map((attempt) => ({ attempt, result: attempt.finished_at === null ? null : resultOf(attempt) }));
    render(res, "progress/show", { topics, incidents, history, attempts, reports: await listReportsOf(db, learner, REPORTS_SHOWN), reasonWords: REASON_WORDS, privacyMode: config.privacyMode });
  });
}

function rowOf(name: string, { answered, points }: { answered: number; points: number }): TallyRow {
  return { name, answered, points: inPoints(points), percent: percentOf(points, answered) };
}
