import type { Router } from "express";
import { MOST_A_DAY, SECONDS_A_FACT } from "../engine/learning/choosing.ts";
import { verdictOf, type Verdict } from "../engine/questions/marking.ts";
import { chosenBy } from "../engine/questions/picks.ts";
import { found } from "../domain/found.ts";
import { answerReview, isWaiting, startReviews } from "../domain/reviews.ts";
import { planReviews } from "../domain/review-plans.ts";
import { say, type Message } from "../lib/messages.ts";
import { dayIn, daysLater } from "../lib/zones.ts";
import type { Duty } from "../storage/duties.ts";
import { listDueAfter } from "../storage/review-questions.ts";
import { findReviewOf, listReviewsOn, type Review } from "../storage/reviews.ts";
import { answerForm } from "./answer-page.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { readForm, tryDeed } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { showReview, urlOf } from "./review-page.ts";
import { stemIn, unpack } from "./sheets.ts";

/** What there is to refresh today, in words; null where there is nothing. */
export interface ReviewOffer { count: number; words: Message; href: string | null }

/** What was refreshed today. */
export interface RefreshedFact { href: string; stem: string; language: string; verdict: Verdict }

export function reviews(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .get("/review", async (_req, res) => {
      const learner = currentMember(res);
      const zone = res.locals.reader.timeZone;
      const today = await listReviewsOn(db, learner.id, dayIn(zone, now()));
      const next = today.find(isWaiting);
      if (next) return res.redirect(303, urlOf(next));
      const offer = await offerFor(deps, learner.id, zone);
      render(res, "reviews/show", { offer, refreshed: refreshedOf(today, res.locals.reader.language), nextDay: await nextDay(deps, learner.id, zone, today.length >= MOST_A_DAY), most: MOST_A_DAY });
    })
    .post("/review", async (_req, res) => {
      const learner = currentMember(res);
      const first = await startReviews(db, learner, res.locals.reader.timeZone, now());
      res.redirect(303, first ? urlOf(first) : "/review");
    })
    .get("/review/:id", async (req, res) => {
      const learner = currentMember(res);
      const review = await found(findReviewOf(db, learner.id, req.params.id));
      await showReview(res, deps, review);
    })
    .post("/review/:id/response", async (req, res) => {
      const learner = currentMember(res);
      const review = await found(findReviewOf(db, learner.id, req.params.id));
      const { question, layout } = unpack(review);
      const { form, value } = readForm(answerForm, req.body);
      const outcome = value && (await tryDeed(form, answerReview(db, learner, review.public_id, chosenBy(question, layout, value.chosen, res.locals.reader.language), value.confidence, res.locals.reader.timeZone, now())));
      if (!outcome) return showReview(res, deps, review, { form }, 422);
      if (outcome === "kept") flash(req, say("reviews.kept"));
      if (outcome === "withdrawn") flash(req, say("reviews.not-taken"));
      res.redirect(303, outcome === "withdrawn" ? "/review" : urlOf(review));
    })
    .get("/review/:id/response", (req, res) => { currentMember(res); res.redirect(303, `/review/${encodeURIComponent(req.params.id)}`); });
}

/** What the home page offers: how many facts, about how long, and where it was broken off. */
export async function offerFor({ db, now }: Pick<Deps, "db" | "now">, personId: number, zone: string, duties?: readonly Duty[]): Promise<ReviewOffer | null> {
  const today = await listReviewsOn(db, personId, dayIn(zone, now()));
  const waiting = today.filter(isWaiting);
  const count = waiting.length > 0 ? waiting.length : (await planReviews(db, personId, zone, today.filter((review) => review.answered_at !== null).length, now(), duties)).length;
  return count === 0 ? null : { count, words: say("home.review-offer", { count, seconds: count * SECONDS_A_FACT }), href: waiting[0] ? urlOf(waiting[0]) : null };
}

function refreshedOf(today: readonly Review[], language: string): RefreshedFact[] {
  return today.flatMap((review) => (review.score === null ? [] : [{ href: urlOf(review), ...stemIn(language, review.body), verdict: verdictOf(review.score) }]));
}

const LOOKED_AHEAD = 100;

/** The day on which something is likely due again: tomorrow where today was full and more waits. */
async function nextDay({ db, now }: Deps, personId: number, zone: string, isFull: boolean): Promise<string | null> {
  const today = dayIn(zone, now());
  const waits = isFull && (await planReviews(db, personId, zone, 0, now())).length > 0;
  const due = (await listDueAfter(db, personId, now().toISOString(), LOOKED_AHEAD)).map((at) => dayIn(zone, new Date(at))).find((day) => day > today);
  return waits ? daysLater(today, 1) : due ?? null;
}
