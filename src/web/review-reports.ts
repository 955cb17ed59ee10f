import type { Router } from "express";
import { found } from "../domain/found.ts";
import { reportInReview } from "../domain/reporting.ts";
import { say } from "../lib/messages.ts";
import { findReviewOf } from "../storage/reviews.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { readForm, tryDeed } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { reportForm, sentWords } from "./report-form.ts";
import { showReview, urlOf } from "./review-page.ts";

/** What a learner finds wrong with the question of a review. */
export function reviewReports(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .post("/review/:id/report", async (req, res) => {
      const learner = currentMember(res);
      const review = await found(findReviewOf(db, learner.id, req.params.id));
      const { form, value } = readForm(reportForm, req.body);
      const reporting = value && (await tryDeed(form, reportInReview(db, learner, review.public_id, value, now())));
      if (!reporting) return showReview(res, deps, review, { report: form }, 422);
      flash(req, say(sentWords(reporting)));
      res.redirect(303, urlOf(review));
    })
    .get("/review/:id/report", (req, res) => { currentMember(res); res.redirect(303, `/review/${encodeURIComponent(req.params.id)}`); });
}
