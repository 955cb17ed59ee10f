import type { Router } from "express";
import { z } from "zod";
import { closeReports } from "../../domain/closing-reports.ts";
import { found } from "../../domain/found.ts";
import { say } from "../../lib/messages.ts";
import { REPORT_OUTCOMES } from "../../storage/report-tables.ts";
import { findQuestion } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { words } from "../report-form.ts";
import { showQuestion } from "./question-page.ts";

const ticked = z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]).refine((ids) => ids.length > 0, "bank.reports.tick");
const closureForm = z.object({ reports: ticked, note: words(500), outcome: z.enum(REPORT_OUTCOMES, "reports.outcome-missing").default("question_changed") });

/** What learners report about questions is answered on the page of the question. */
export function problemReports(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter().post("/studio/questions/:id/report-closures", async (req, res) => {
    const question = await found(findQuestion(db, req.params.id));
    const { form, value } = readForm(closureForm, req.body);
    if (!value) return showQuestion(res, deps, question, form, 422);
    const closed = await closeReports(db, actorOf(res), question, value.reports, value, now());
    flash(req, closed === 0 ? say("bank.reports.already") : say("bank.reports.done", { count: closed }));
    res.redirect(303, `/studio/questions/${question.public_id}`);
  }).get("/studio/questions/:id/report-closures", (req, res) => { res.redirect(303, `/studio/questions/${encodeURIComponent(req.params.id)}#reports`); });
}
