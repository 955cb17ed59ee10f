import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { changeLinkSecret, endQuestionLink, makeQuestionLink } from "../../domain/question-links.ts";
import { DAY } from "../../lib/clock.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { say } from "../../lib/messages.ts";
import { findQuestionLink, listQuestionLinks } from "../../storage/question-links.ts";
import { findQuestion } from "../../storage/questions.ts";
import { listOfferedQuizzes } from "../../storage/quizzes.ts";
import { siteOf } from "../../lib/sites.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf, currentMember, only } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { linkPage, linkLines, personalLinksCsv } from "./link-page.ts";

const date = "assigning.date-odd";
const linkForm = z.object({
  title: z.string("question-links.title-missing").trim().min(1, "question-links.title-missing").max(120, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "installation.one-line"),
  question: z.string().max(100).default(""), quiz: z.string().max(200).default(""),
  ends_on: z.string(date).trim().refine((text) => parseEdtf(text)?.precision === "day", date), reason: z.string().trim().max(500, "fields.too-long").default(""),
}).refine(({ question, quiz }) => question !== "" || quiz !== "", { path: ["quiz"], message: "question-links.quiz-missing" })
  .transform(({ ends_on, ...wish }) => ({ ...wish, endsAt: `${ends_on}T23:59:59.999Z` }));

const USUAL_DAYS = 30;

/** Links that lead people straight to one question, for chat messages and the landing pages of phishing simulations. */
export function links(deps: Deps): Router {
  const { db, now, config, secret } = deps;

  async function showForm(res: Response, form: Form, status = 200): Promise<void> {
    const id = form.values["question"];
    const question = typeof id === "string" && id !== "" ? await found(findQuestion(db, id)) : undefined;
    const quizzes = question ? [] : (await listOfferedQuizzes(db)).map(({ slug, title }) => ({ value: slug, label: title }));
    render(res, "studio/links/form", { form, question: question && { public_id: question.public_id, stem: question.stem, isTrivia: question.level === "recall", incident: question.incident_slug }, quizzes }, status);
  }
  async function show(req: Request, res: Response, id: string, revealed?: string): Promise<void> {
    const link = await found(findQuestionLink(db, id));
    render(res, "studio/links/show", { ...(await linkPage(deps, req, res, link)), revealed });
  }

  return exactRouter()
    .get("/studio/links", async (req, res) => render(res, "studio/links/index", await linkLines(deps, res, await listQuestionLinks(db, pageNumber(req)))))
    .get("/studio/links/new", (req, res) => showForm(res, emptyForm({ question: queryText(req, "question"), ends_on: new Date(now().getTime() + USUAL_DAYS * DAY).toISOString().slice(0, 10) })))
    .post("/studio/links", async (req, res) => {
      const { form, value } = readForm(linkForm, req.body);
      const made = value && (await tryDeed(form, makeQuestionLink(db, actorOf(res), value, secret, now())));
      if (!made) return showForm(res, form, 422);
      await show(req, res, made.publicId, made.secret);
    })
    .get("/studio/links/:id", (req, res) => show(req, res, req.params.id))
    .get(["/studio/links/:id/secret", "/studio/links/:id/ending"], (req, res) => res.redirect(303, `/studio/links/${encodeURIComponent(req.params["id"] as string)}`))
    .post("/studio/links/:id/secret", async (req, res) => show(req, res, req.params.id, await changeLinkSecret(db, currentMember(res), req.params.id, secret, now())))
    .post("/studio/links/:id/ending", async (req, res) => {
      await endQuestionLink(db, actorOf(res), req.params.id, now());
      flash(req, say("question-links.was-ended"));
      res.redirect(303, `/studio/links/${encodeURIComponent(req.params.id)}`);
    })
    .get("/studio/links/:id/people.csv", only("admin"), async (req, res) => {
      const link = await found(findQuestionLink(db, req.params["id"] as string));
      const rows = await personalLinksCsv(deps, actorOf(res), link, siteOf(req, config.publicUrl));
      res.attachment(`question-link-${link.public_id}.csv`).type("text/csv");
      await pipeline(Readable.from(rows), res).catch((error: unknown) => { if (!req.destroyed) throw error; });
    });
}
