import type { Request, Response, Router } from "express";
import { z } from "zod";
import { closeReports, replyToReport } from "../../domain/closing-reports.ts";
import { found } from "../../domain/found.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { putBack } from "../../domain/suspending.ts";
import { say } from "../../lib/messages.ts";
import { countReports, findQueuedReport, type QueuedReport } from "../../storage/report-queue.ts";
import { REPORT_OUTCOMES } from "../../storage/report-tables.ts";
import { listPeopleSeen } from "../../storage/sightings.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { words } from "../report-form.ts";
import { cardOf, reportsPage, seenBy } from "./report-page.ts";

const FIELDS = ["state", "reason", "quiz", "question", "age"] as const;
const replyForm = z.object({ reply: words(500).refine((text) => text !== "", "reports.reply-missing") });
const closureForm = z.object({ outcome: z.enum(REPORT_OUTCOMES, "reports.outcome-missing"), note: words(500) });

/** What learners report, one after the other: looked at, answered, mended, closed. */
export function reports({ db, now, config }: Deps): Router {
  const listed = (req: Request<{ id: string }>) => found(findQueuedReport(db, req.params.id));
  const back = (report: QueuedReport) => `/studio/reports/${report.public_id}`;
  const questionOf = ({ question_id, question_public_id }: QueuedReport) => ({ id: question_id, public_id: question_public_id });

  function show(res: Response, report: QueuedReport, { reply = emptyForm({ reply: report.note }), closure = emptyForm() }: { reply?: Form; closure?: Form } = {}, status = 200): void {
    render(res, "studio/reports/show", { ...cardOf(report, config.privacyMode), ...seenBy(report, res.locals.reader), reply, closure }, status);
  }

  return exactRouter()
    .get("/studio/reports", async (req, res) => {
      const filter = { state: "open", ...Object.fromEntries(FIELDS.filter((field) => field !== "state" || "state" in req.query).map((field) => [field, queryText(req, field).slice(0, 100)])) } as Record<(typeof FIELDS)[number], string>;
      const query = FIELDS.map((field) => `&${field}=${encodeURIComponent(filter[field])}`).join("");
      render(res, "studio/reports/index", { ...(await reportsPage(db, filter, query, config.privacyMode, pageNumber(req), now())), counts: await countReports(db) });
    })
    .get("/studio/reports/:id", async (req, res) => {
      const report = await listed(req);
      if (config.privacyMode === "named") await noteSeen(db, lookOf(req, res, "report", report.public_id), await listPeopleSeen(db, [report.person_id]), now());
      show(res, report);
    })
    .post("/studio/reports/:id/reply", async (req, res) => {
      const report = await listed(req);
      const { form, value } = readForm(replyForm, req.body);
      if (!value) return show(res, report, { reply: form }, 422);
      await replyToReport(db, actorOf(res), report, value.reply, now());
      flash(req, say("reports.replied"));
      res.redirect(303, back(report));
    })
    .post("/studio/reports/:id/closure", async (req, res) => {
      const report = await listed(req);
      const { form, value } = readForm(closureForm, req.body);
      if (!value) return show(res, report, { closure: form }, 422);
      const closed = await closeReports(db, actorOf(res), questionOf(report), [report.public_id], value, now());
      flash(req, closed === 0 ? say("bank.reports.already") : say("bank.reports.done", { count: closed }));
      res.redirect(303, "/studio/reports");
    })
    .post("/studio/reports/:id/return", async (req, res) => {
      const report = await listed(req);
      const isBack = await putBack(db, actorOf(res), questionOf(report), now());
      flash(req, say(isBack ? "reports.returned" : "reports.returned-before"));
      res.redirect(303, back(report));
    })
    .get("/studio/reports/:id/:deed", (req, res) => { res.redirect(303, `/studio/reports/${encodeURIComponent(req.params.id)}`); });
}
