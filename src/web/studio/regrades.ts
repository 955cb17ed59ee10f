import type { Request, Response, Router } from "express";
import { found, positionParam } from "../../domain/found.ts";
import { offerCorrected } from "../../domain/offering-corrected.ts";
import { Refused } from "../../domain/errors.ts";
import { regradeQuestion, reverseRegrade, tryRegrade, tryReversal } from "../../domain/regrading.ts";
import { noteSeen } from "../../domain/seeing.ts";
import type { Outlook } from "../../domain/regrade-outlook.ts";
import type { Proposal } from "../../domain/rulings.ts";
import { figuresIn } from "../../engine/questions/marking-numeric.ts";
import type { Question } from "../../engine/questions/question.ts";
import { say } from "../../lib/messages.ts";
import { findQuestion, findVersion, type FullQuestion } from "../../storage/questions.ts";
import { findRegrade } from "../../storage/regrades.ts";
import { listPeopleSeen } from "../../storage/sightings.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { deedForm, readKey, reversalForm, trialForm } from "./regrade-form.ts";
import { outlookPage, showRegrades, trialPage, type OutlookPage } from "./regrade-page.ts";

/** Marking a question another way: what would happen first, then the deed, which can be taken back. */
export function regrades(deps: Deps): Router {
  const { db, now, config } = deps;

  async function showTrial(res: Response, question: FullQuestion, proposal: Proposal, reason: string, form: Form, status: number): Promise<void> {
    const outlook = await tryRegrade(db, actorOf(res), question, proposal, now());
    const version = await found(findVersion(db, question.id, Math.max(...proposal.versions)));
    render(res, "studio/regrades/trial", trialPage(question, version.body, proposal, reason, await shown(res, question, outlook), outlook.digest, form), status);
  }

  async function showReversal(req: Request<{ id: string; regrade: string }>, res: Response, form: Form, status = 200): Promise<void> {
    const { question, regraded } = await placeOf(req);
    const outlook = regraded.reversed_at === null ? await tryReversal(db, actorOf(res), regraded, now()) : undefined;
    render(res, "studio/regrades/reversal", { question, regraded, outlook: outlook && (await shown(res, question, outlook)), form }, status);
  }

  /** Whose result would change from or to passing is a result by name. */
  async function shown(res: Response, question: FullQuestion, outlook: Outlook): Promise<OutlookPage> {
    const ids = outlook.changed.filter(({ passed, passes }) => passed !== passes).map(({ attempt }) => attempt.person_id);
    if (config.privacyMode === "named") await noteSeen(db, lookOf(res.req, res, "regrade", question.public_id), await listPeopleSeen(db, ids), now());
    return outlookPage(db, outlook, config.privacyMode);
  }

  async function placeOf(req: Request<{ id: string; regrade: string }>) {
    const [question, regraded] = [await found(findQuestion(db, req.params.id)), await found(findRegrade(db, req.params.regrade))];
    return { question, regraded: await found(regraded.question_id === question.id ? regraded : undefined) };
  }

  return exactRouter()
    .get("/studio/questions/:id/regrades", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      await showRegrades(res, deps, question, { number: queryText(req, "version") ? positionParam(queryText(req, "version")) : question.number, report: queryText(req, "report") });
    })
    .post("/studio/questions/:id/regrades/trial", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const number = positionParam((req.body as { base?: string } | undefined)?.base ?? String(question.number));
      const base = await found(findVersion(db, question.id, number));
      const { form, value } = readForm(trialForm, req.body);
      const corrected = value?.kind === "key" ? readKey(JSON.parse(base.body) as Question, req.body as Record<string, unknown>, figuresIn(res.locals.reader.language)) : undefined;
      if (typeof corrected === "string") form.errors["key"] = say(corrected);
      if (!value || typeof corrected === "string") return showRegrades(res, deps, question, { form, number }, 422);
      try {
        await showTrial(res, question, { kind: value.kind, versions: value.versions, corrected }, value.reason, emptyForm(), 200);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        await showRegrades(res, deps, question, { form: { ...form, errors: { [error.field]: error.words } }, number }, 422);
      }
    })
    .post("/studio/questions/:id/regrades", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const { form, value } = readForm(deedForm, req.body);
      if (!value) return showRegrades(res, deps, question, { errors: form.errors }, 422);
      const done = await tryDeed(form, regradeQuestion(db, actorOf(res), question, value.proposal, value, now()));
      if (!done && form.errors["digest"]) return showTrial(res, question, value.proposal, value.reason, form, 422);
      if (!done) return showRegrades(res, deps, question, { errors: form.errors }, 422);
      flash(req, say("regrades.done"));
      res.redirect(303, `/studio/questions/${question.public_id}/regrades`);
    })
    .get("/studio/questions/:id/regrades/:regrade/reversal", async (req, res) => showReversal(req, res, emptyForm()))
    .post("/studio/questions/:id/regrades/:regrade/reversal", async (req, res) => {
      const { question, regraded } = await placeOf(req);
      const { form, value } = readForm(reversalForm, req.body);
      const done = value && (await tryDeed(form, reverseRegrade(db, actorOf(res), regraded, value.reason, now())));
      if (!done) return showReversal(req, res, form, 422);
      flash(req, say("regrades.reversed"));
      res.redirect(303, `/studio/questions/${question.public_id}/regrades`);
    })
    .post("/studio/questions/:id/regrades/:regrade/version", async (req, res) => {
      const { question, regraded } = await placeOf(req);
      const outcome = await offerCorrected(db, actorOf(res), regraded, now());
      flash(req, say(outcome === "same" ? "regrades.version-same" : "regrades.version-made", { number: outcome === "same" ? question.number : outcome }));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    })
    .get("/studio/questions/:id/regrades/trial", (req, res) => { res.redirect(303, `/studio/questions/${encodeURIComponent(req.params.id)}/regrades`); })
    .get("/studio/questions/:id/regrades/:regrade/version", (req, res) => { res.redirect(303, `/studio/questions/${encodeURIComponent(req.params.id)}/regrades`); });
}
