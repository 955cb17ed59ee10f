import type { Request, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { approveQuestion, askForReview, LONGEST_NOTE, returnQuestion } from "../../domain/reviewing-questions.ts";
import { tagQuestion } from "../../domain/tagging-questions.ts";
import { changesBetween } from "../../engine/questions/changes.ts";
import type { Question } from "../../engine/questions/question.ts";
import { tagsIn } from "../../engine/questions/tagging.ts";
import { say } from "../../lib/messages.ts";
import { findQuestion, listVersions } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { showQuestion } from "./question-page.ts";

const words = z.string("fields.once").trim().max(LONGEST_NOTE, "fields.too-long").default("");
const wishForm = z.object({ note: words });
const verdictForm = z.object({ verdict: z.enum(["approve", "return"], "review.choose"), version: z.coerce.number().int().catch(0), words });
const tagsForm = z.object({ tags: z.string("fields.once").max(4000, "fields.too-long").default("") });

/** Having others look through a question, deciding on it, what changed between two versions, and tags. */
export function questionReviews(deps: Deps): Router {
  const { db, now } = deps;
  const addressOf = (id: string) => `/studio/questions/${id}`;
  const back = (end: string) => (req: Request<{ id: string }>, res: { redirect: (status: number, to: string) => void }) => { res.redirect(303, addressOf(encodeURIComponent(req.params.id)) + end); };
  return exactRouter()
    .get("/studio/questions/:id/changes", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const versions = await listVersions(db, question.id);
      const numberOf = (name: string, otherwise: number) => { const given = Number(queryText(req, name) || otherwise); return versions.find(({ number }) => number === given); };
      const to = await found(numberOf("to", question.number));
      const from = await found(numberOf("from", Math.max(1, to.number - 1)));
      const [before, after] = [from, to].map(({ body }) => JSON.parse(body) as Question) as [Question, Question];
      render(res, "studio/questions/changes", { question, versions, from, to, changes: changesBetween(before, after) });
    })
    .post("/studio/questions/:id/review", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const { form, value } = readForm(wishForm, req.body);
      const isAsked = value && (await tryDeed(form, askForReview(db, actorOf(res), question, value.note, now()).then(() => true)));
      if (!isAsked) return showQuestion(res, deps, question, { review: form }, 422);
      flash(req, say("review.asked"));
      res.redirect(303, `${addressOf(question.public_id)}#review`);
    })
    .get("/studio/questions/:id/review", back("#review"))
    .post("/studio/questions/:id/verdict", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const { form, value } = readForm(verdictForm, req.body);
      const decide = value?.verdict === "approve" ? approveQuestion : returnQuestion;
      const isDone = value && (await tryDeed(form, decided(() => decide(db, actorOf(res), question, value, now()))));
      if (!isDone) return showQuestion(res, deps, await found(findQuestion(db, req.params.id)), { verdict: form }, 422);
      flash(req, say(value.verdict === "approve" ? "review.approved" : "review.returned"));
      res.redirect(303, addressOf(question.public_id));
    })
    .get("/studio/questions/:id/verdict", back("#review"))
    .post("/studio/questions/:id/tags", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const { form, value } = readForm(tagsForm, req.body);
      const isDone = value && (await tryDeed(form, decided(() => tagQuestion(db, actorOf(res), question, tagsIn(value.tags), now()))));
      if (!isDone) return showQuestion(res, deps, question, { tagging: form }, 422);
      flash(req, say("tags.saved"));
      res.redirect(303, `${addressOf(question.public_id)}#tags`);
    })
    .get("/studio/questions/:id/tags", back("#tags"));
}

async function decided(deed: () => Promise<void>): Promise<true> {
  await deed();
  return true;
}
