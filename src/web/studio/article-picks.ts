import type { Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { pickQuestion } from "../../domain/picking-questions.ts";
import { say } from "../../lib/messages.ts";
import { findArticle } from "../../storage/articles.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";

const pickForm = z.object({
  question: z.string("offers.question-missing").min(1, "offers.question-missing"), wanted: z.enum(["yes", "no"], "offers.wanted-missing").transform((word) => word === "yes"),
  place: z.string().regex(/^\d{1,4}$/).optional().catch(undefined),
});

/** Marking the questions that an article's quiz is to have, beside its review. */
export function articlePicks({ db, now }: Deps): Router {
  return exactRouter().post("/studio/articles/:id/picks", async (req, res) => {
    const article = await found(findArticle(db, req.params.id));
    const { form, value } = readForm(pickForm, req.body);
    const done = value && (await tryDeed(form, pickQuestion(db, actorOf(res), article, value.question, value.wanted, now()).then(() => true)));
    const complaint = Object.values(form.errors)[0];
    flash(req, done ? say(value.wanted ? "offers.picked-now" : "offers.unpicked-now") : complaint!, done ? "notice" : "alert");
    res.redirect(303, `/studio/articles/${article.public_id}#${value?.place ? `pick-${value.place}` : "preview"}`);
  });
}
