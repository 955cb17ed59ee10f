import { Router, type Request, type Response } from "express";
import { writeDecision, questionOf } from "../../domain/decisions.ts";
import { isDoubted } from "../../engine/knowledge/standing.ts";
import { say } from "../../lib/messages.ts";
import { findIncident, listFactsOf, listIncidentTitles } from "../../storage/incident-reading.ts";
import { listLessons } from "../../storage/lessons.ts";
import { findQuiz } from "../../storage/quiz-drafts.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { found } from "../http/found.ts";
import { actorOf } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { decisionFields, decisionForm, rowsOf, skeletonOf } from "./decision-form.ts";
import { factLine, factWords } from "./fact-words.ts";
import type { FindingWords } from "./findings.ts";
import { previewWhileWriting } from "./question-preview.ts";
import { topicChoices } from "./words.ts";

/** The template for a question that asks what to do. */
export function decisions({ db, now }: Deps): Router {
  const quizOf = (slug: unknown) => (typeof slug === "string" && slug !== "" ? found(findQuiz(db, slug)) : undefined);
  const incidentOf = ({ incident }: Form["values"]) => (typeof incident === "string" && incident !== "" ? findIncident(db, incident) : undefined);

  /** `isFresh`: blanks are filled with what is known of the incident and its lesson. */
  const show = async (res: Response, form: Form, { isFresh = false, status = 200 } = {}) => {
    const incident = await incidentOf(form.values);
    const lessons = incident ? await listLessons(db, incident.id) : [];
    const values = isFresh ? skeletonOf(incident, lessons, form.values, res.locals.t("decisions.ask-usual")) : form.values;
    const facts = (await factWords(db, incident ? (await listFactsOf(db, incident.id)).filter((fact) => fact.state === "current" && !isDoubted(fact)) : [])).map((fact) => ({ value: fact.key, label: factLine(fact) }));
    const choices = { incidents: (await listIncidentTitles(db)).map(({ slug, title }) => ({ value: slug, label: title })), topics: topicChoices(), facts, lessons };
    render(res, "studio/decisions/form", { form: { ...form, values }, incident, choices, rows: rowsOf(form.values), quiz: await quizOf(values["quiz"]), findings: await findingsIn(values) }, status);
  };
  /** An empty situation is nothing to judge, although the usual question stands there. */
  const findingsIn = async (values: Form["values"]): Promise<FindingWords[] | undefined> => {
    const decision = decisionFields.safeParse(values).data;
    return decision && decision.situation !== "" ? (await previewWhileWriting(db, questionOf(decision))).findings : undefined;
  };
  const stepOf = ({ body }: Request) => (body as { step?: unknown } | undefined)?.step;

  return Router()
    .get("/studio/decisions/new", (req, res) => show(res, emptyForm(Object.fromEntries(["incident", "lesson", "quiz"].map((name) => [name, queryText(req, name)]))), { isFresh: true }))
    .get("/studio/decisions", (_req, res) => { res.redirect(303, "/studio/decisions/new"); })
    .post("/studio/decisions", async (req, res) => {
      const { form, value } = readForm(decisionForm, req.body);
      if (stepOf(req) === "incident") return show(res, emptyForm({ ...form.values, facts: [], lesson: "" }), { isFresh: true });
      if (stepOf(req) === "option" || stepOf(req) === "check") return show(res, emptyForm(form.values));
      const quiz = await quizOf(form.values["quiz"]);
      const question = value && (await tryDeed(form, writeDecision(db, actorOf(res), value, quiz, now())));
      if (!question) return show(res, form, { status: 422 });
      flash(req, quiz ? say("decisions.saved-in", { title: quiz.title }) : say("writing.saved"));
      res.redirect(303, quiz ? `/studio/quizzes/${quiz.slug}#publication` : `/studio/questions/${question.public_id}`);
    });
}
