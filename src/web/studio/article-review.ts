import type { Request, Response, Router } from "express";
import type { Candidate } from "../../engine/extraction/candidate.ts";
import { draftOf, type DraftedFact } from "../../domain/drafted-facts.ts";
import { found, positionParam } from "../../domain/found.ts";
import { placeArticle } from "../../domain/placing-articles.ts";
import { acceptCandidate, rejectCandidate, undoDecision } from "../../domain/reviewing.ts";
import { isMessage, say, type Words } from "../../lib/messages.ts";
import { findArticle } from "../../storage/articles.ts";
import { findCandidate, findNextCandidate } from "../../storage/candidates.ts";
import { findIncidentById } from "../../storage/incident-reading.ts";
import type { Article, CandidateRow, Incident } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash, type FlashLink } from "../http/flash.ts";
import { readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { showReview } from "./article-page.ts";
import { candidateChoices } from "./candidate-choices.ts";
import { candidateForm, decisionForm, formOf } from "./candidate-form.ts";
import { askForIncident, incidentForm } from "./incident-form.ts";
import { reviewPlaceOf } from "./review-places.ts";
import { filledForm } from "./said-fields.ts";

/** Deciding which of the facts that an article seems to say are so. */
export function articleReview(deps: Deps): Router {
  const { db, now, config } = deps;
  const vocabulary = () => findLexicon(config.contentDir);
  const articleOf = ({ params }: Request) => found(findArticle(db, String(params["id"])));
  const incidentOf = (article: Article) => (article.incident_id === null ? undefined : findIncidentById(db, article.incident_id));
  const backTo = (res: Response, article: Article, row: CandidateRow) => res.redirect(303, reviewPlaceOf(article, row.position));
  const onward = async (res: Response, article: Article, after: number) => {
    const next = await findNextCandidate(db, article.id, after);
    res.redirect(303, next ? reviewPlaceOf(article, next.position) : `/studio/articles/${article.public_id}#done`);
  };
  const showEdit = async (res: Response, article: Article, row: CandidateRow, incident: Incident, form: Form, status = 200) => {
    const candidate = JSON.parse(row.data) as Candidate;
    render(res, "studio/articles/candidate", { article, row, candidate, form, place: reviewPlaceOf(article, row.position), choices: await candidateChoices(db, form, vocabulary().relations, incident) }, status);
  };
  /** Whoever was overtaken is told on the review page; what does not fit is shown beside its field. */
  const refused = async (req: Request, res: Response, article: Article, row: CandidateRow, incident: Incident, form: Form) => {
    const { version } = form.errors;
    if (!version) return showEdit(res, article, row, incident, form, 422);
    flash(req, version, "alert");
    backTo(res, article, row);
  };
  /** Does a deed that takes nothing but the candidate; a refusal is told on the next page. */
  const isDone = async (req: Request, res: Response, article: Article, row: CandidateRow, deed: typeof rejectCandidate) => {
    const { form, value } = readForm(decisionForm, req.body);
    const done = value && (await tryDeed(form, deed(db, actorOf(res), article, { position: row.position, version: value.version }, now()).then(() => true)));
    const complaint = Object.values(form.errors)[0];
    if (complaint) flash(req, complaint, "alert", linksOf(complaint, row));
    return done;
  };
  const candidateOf = async (req: Request) => {
    const article = await articleOf(req);
    return { article, row: await found(findCandidate(db, article.id, positionParam(req.params["number"]))), incident: await incidentOf(article) };
  };

  return exactRouter()
    .get("/studio/articles/:id", async (req, res) => showReview(res, deps, await articleOf(req), pageNumber(req)))
    .post("/studio/articles/:id/incident", async (req, res) => {
      const article = await articleOf(req);
      const { form, value } = readForm(incidentForm, req.body);
      const incident = value && (await tryDeed(form, placeArticle(db, actorOf(res), article, value, now())));
      if (!incident) return showReview(res, deps, article, 1, form, 422);
      flash(req, say("reviewing.placed", { title: incident.title }));
      await onward(res, article, 0);
    })
    .get("/studio/articles/:id/candidates/:number", async (req, res) => {
      const { article, row, incident } = await candidateOf(req);
      if (!incident) return askForIncident(req, res, article);
      await showEdit(res, article, row, incident, filledForm(req, draftOf(JSON.parse(row.data) as Candidate, article, incident), row.version));
    })
    .post("/studio/articles/:id/candidates/:number/acceptance", async (req, res) => {
      const { article, row, incident } = await candidateOf(req);
      if (!incident) return askForIncident(req, res, article);
      const isPlain = (req.body as Record<string, unknown> | undefined)?.["relation"] === undefined;
      const { form, value } = readForm<{ version: number; drafted?: DraftedFact }>(isPlain ? decisionForm : candidateForm, req.body);
      const drafted = value?.drafted && { ...value.drafted, language: res.locals.reader.language };
      const accepted = value && (await tryDeed(form, acceptCandidate(db, actorOf(res), article, { position: row.position, version: value.version }, drafted, vocabulary(), now())));
      if (accepted) {
        flash(req, say(Number(accepted.backs) === 1 ? "reviewing.known-number" : "reviewing.accepted-number", { number: row.position }));
        return onward(res, article, row.position);
      }
      const filled = isPlain ? { ...formOf(draftOf(JSON.parse(row.data) as Candidate, article, incident), row.version), errors: form.errors } : form;
      await refused(req, res, article, row, incident, filled);
    })
    .post("/studio/articles/:id/candidates/:number/rejection", async (req, res) => {
      const { article, row } = await candidateOf(req);
      if (await isDone(req, res, article, row, rejectCandidate)) {
        flash(req, say("reviewing.rejected-number", { number: row.position }));
        return onward(res, article, row.position);
      }
      backTo(res, article, row);
    })
    .post("/studio/articles/:id/candidates/:number/reopening", async (req, res) => {
      const { article, row } = await candidateOf(req);
      if (await isDone(req, res, article, row, undoDecision)) flash(req, say("reviewing.reopened-number", { number: row.position }));
      backTo(res, article, row);
    });
}

/** Where a fact that is asked about can be mended in place of undoing it: its question, and its own page, which shows all that rests on it. */
function linksOf(complaint: Words, { fact_key: key }: CandidateRow): FlashLink[] {
  const question = isMessage(complaint) ? complaint.values?.["question"] : undefined;
  if (typeof question !== "string" || key === null) return [];
  return [{ href: `/studio/questions/${question}`, text: say("reviewing.to-question") }, { href: `/studio/facts/${key}`, text: say("reviewing.to-resting") }];
}
