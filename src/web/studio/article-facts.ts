import type { Request, Response, Router } from "express";
import { z } from "zod";
import { addFact, type Quoted } from "../../domain/adding-facts.ts";
import type { DraftedFact } from "../../domain/drafted-facts.ts";
import { NotFound } from "../../domain/errors.ts";
import { found } from "../../domain/found.ts";
import { sentenceSpans } from "../../engine/extraction/sentence-spans.ts";
import { say } from "../../lib/messages.ts";
import { findArticle } from "../../storage/articles.ts";
import { findIncidentById } from "../../storage/incident-reading.ts";
import type { Article, Incident } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { candidateChoices, type CandidateChoices } from "./candidate-choices.ts";
import { candidateForm } from "./candidate-form.ts";
import { askForIncident } from "./incident-form.ts";
import { reviewPlaceOf } from "./review-places.ts";
import { filledForm } from "./said-fields.ts";

export interface FactPage { article: Article; quoted: Quoted; form: Form; choices: CandidateChoices }

const offset = z.string("saying.sentence-odd").regex(/^\d{1,7}$/, "saying.sentence-odd").transform(Number);
const quoteForm = z.object({ start: offset, end: offset, quote: z.string("saying.quote-missing").max(5000, "saying.quote-long").transform((text) => text.replaceAll("\r\n", "\n")) });

/** Adding a fact that no rule has found, from a sentence or from words that somebody marked. */
export function articleFacts({ db, now, config }: Deps): Router {
  const vocabulary = () => findLexicon(config.contentDir);
  const placed = async (req: Request): Promise<{ article: Article; incident: Incident | undefined }> => {
    const article = await found(findArticle(db, String(req.params["id"])));
    return { article, incident: article.incident_id === null ? undefined : await findIncidentById(db, article.incident_id) };
  };
  const show = async (res: Response, article: Article, incident: Incident, quoted: Quoted, form: Form, status = 200) =>
    render(res, "studio/articles/fact", { article, quoted, form, choices: await candidateChoices(db, form, vocabulary().relations, incident) }, status);

  return exactRouter()
    .get("/studio/articles/:id/facts/new", async (req, res) => {
      const { article, incident } = await placed(req);
      const quoted = quotedIn(article, req);
      if (!incident) return askForIncident(req, res, article);
      const form = filledForm(req, emptyDraft(article, incident), 0);
      await show(res, article, incident, quoted, { ...form, values: { quote: quoted.quote, ...form.values } });
    })
    .post("/studio/articles/:id/facts", async (req, res) => {
      const { article, incident } = await placed(req);
      if (!incident) return askForIncident(req, res, article);
      const { form, value } = readForm(candidateForm, { ...(req.body as object | undefined), version: "0" });
      const { form: words, value: quoted } = readForm(quoteForm, req.body);
      Object.assign(form.errors, words.errors);
      const row = value && quoted && (await tryDeed(form, addFact(db, actorOf(res), article, quoted, { ...value.drafted, language: res.locals.reader.language }, vocabulary(), now())));
      if (!row) return show(res, article, incident, quoted ?? { start: 0, end: article.text.length, quote: "" }, form, 422);
      flash(req, say(Number(row.backs) === 1 ? "reviewing.known-number" : "reviewing.added-number", { number: row.position }));
      res.redirect(303, reviewPlaceOf(article, row.position));
    });
}

/** The sentence with this number, or the words between two places. */
function quotedIn({ text }: Article, req: Request): Quoted {
  const [start, end] = [queryText(req, "start"), queryText(req, "end")].map((digits) => (/^\d{1,7}$/.test(digits) ? Number(digits) : undefined));
  const span = start !== undefined && end !== undefined ? { start, end } : sentenceSpans(text)[Number(queryText(req, "sentence") || "none")];
  const quote = span ? text.slice(span.start, span.end) : "";
  if (!span || quote.trim() === "") throw new NotFound();
  return { ...span, quote: quote.trim() };
}

function emptyDraft({ publisher }: Article, { slug, label }: Incident): DraftedFact {
  const nothing = { text: "", entity: "", type: "" };
  return { relation: "", subject: { text: label, entity: slug, type: "incident" }, object: nothing, by: { text: publisher, entity: "", type: "organisation" }, polarity: "positive", modality: "asserted", when: "", complete: "" };
}
