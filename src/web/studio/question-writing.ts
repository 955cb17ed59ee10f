import { Router, type Response } from "express";
import { NotFound } from "../../domain/errors.ts";
import type { LikeQuestion } from "../../domain/like-questions.ts";
import { editQuestion, writeQuestion } from "../../domain/writing.ts";
import { isWritable, type WritableQuestion } from "../../domain/written-questions.ts";
import { isChoice, type Question } from "../../engine/questions/question.ts";
import { say } from "../../lib/messages.ts";
import { findIncident, listFactsByKeys, listFactsOf, listIncidentTitles, listSources } from "../../storage/incident-reading.ts";
import { findQuestion, type FullQuestion } from "../../storage/questions.ts";
import type { Incident } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { found } from "../http/found.ts";
import { actorOf } from "../http/locals.ts";
import { isAnyway, likesWhileWriting } from "./likes-while-writing.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { factLine, factWords } from "./fact-words.ts";
import { findingsWhileWriting } from "./findings.ts";
import { isLookingUp, questionFields, questionForm, ROWS, typedOf } from "./question-form.ts";
import { wayBack } from "./way-back.ts";
import { topicChoices, WORDS } from "./words.ts";

/** A question that is edited, with the version that the form shows. */
interface Editing { question: FullQuestion; body: WritableQuestion }

/** Writing questions by hand, and editing them. */
export function questionWriting({ db, now }: Deps): Router {
  const show = async (res: Response, form: Form, editing: Editing | undefined, status = 200, likes: LikeQuestion[] = []) => {
    const incident = await findIncident(db, textIn(form, "incident"));
    const choices = { ...(await originChoices(incident, editing)), topics: topicChoices([textIn(form, "topic")]) };
    const incidents = (await listIncidentTitles(db)).map(({ slug, title }) => ({ value: slug, label: title }));
    const rows = Math.max(ROWS, editing && isChoice(editing.body) ? editing.body.options.length : 0);
    const written = questionFields.safeParse(form.values).data;
    const findings = written && (await findingsWhileWriting(db, written));
    render(res, "studio/questions/form", { words: WORDS, form, likes, findings, back: wayBack(form.values["back"]), question: editing?.question, incident, incidents, choices, rows }, status);
  };
  const originChoices = async (incident: Incident | undefined, editing: Editing | undefined) => {
    const own = incident ? await listFactsOf(db, incident.id) : [];
    const linked = editing && editing.question.incident_id === (incident?.id ?? null) ? await listFactsByKeys(db, editing.body.facts) : [];
    const facts = await factWords(db, [...own, ...linked.filter((fact) => !own.some((other) => other.id === fact.id))]);
    const sources = incident ? await listSources(db, incident.id) : [];
    return { facts: facts.map((fact) => ({ value: fact.key, label: factLine(fact) })), sources: sources.map(({ key, publisher, title }) => ({ value: key, label: `${publisher}: ${title}` })) };
  };
  const editingOf = async (id: string): Promise<Editing> => {
    const question = await found(findQuestion(db, id));
    const body = JSON.parse(question.body) as Question;
    if (!isWritable(body)) throw new NotFound("writing.not-writable");
    return { question, body };
  };
  const valuesOf = async ({ question, body }: Editing) => {
    const sources = question.incident_id === null ? [] : await listSources(db, question.incident_id);
    return { ...typedOf(body, sources), incident: question.incident_slug ?? "", version: question.number };
  };

  return Router()
    .get("/studio/questions/new", (req, res) => show(res, emptyForm({ kind: "single", language: res.locals.reader.language, incident: queryText(req, "incident"), facts: queryText(req, "fact") }), undefined))
    .post("/studio/questions", async (req, res) => {
      const { form, value } = readForm(questionForm, req.body);
      if (isLookingUp(req.body)) return show(res, emptyForm(form.values), undefined);
      const likes = value && !isAnyway(req.body) ? await likesWhileWriting(db, value) : [];
      if (likes.length > 0) return show(res, form, undefined, 422, likes);
      const question = value && (await tryDeed(form, writeQuestion(db, actorOf(res), value, now())));
      if (!question) return show(res, form, undefined, 422);
      flash(req, say("writing.saved"));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    })
    .get("/studio/questions/:id/edit", async (req, res) => {
      const editing = await editingOf(req.params.id);
      await show(res, emptyForm({ ...(await valuesOf(editing)), back: queryText(req, "back") }), editing);
    })
    .post("/studio/questions/:id", async (req, res) => {
      const editing = await editingOf(req.params.id);
      const { form, value } = readForm(questionForm, req.body);
      if (isLookingUp(req.body)) return show(res, emptyForm(form.values), editing);
      const likes = value && !isAnyway(req.body) ? await likesWhileWriting(db, value, editing.question) : [];
      if (likes.length > 0) return show(res, form, editing, 422, likes);
      const outcome = value && (await tryDeed(form, editQuestion(db, actorOf(res), editing.question, value, now())));
      if (!outcome) return show(res, overtaken(form, editing), editing, 422);
      flash(req, say(outcome === "same" ? "writing.same" : "writing.saved-version"));
      res.redirect(303, wayBack(form.values["back"]) ?? `/studio/questions/${editing.question.public_id}`);
    });
}

/** Once they were told that somebody was faster, saving again puts theirs on top. */
function overtaken(form: Form, { question }: Editing): Form {
  return form.errors["version"] ? { ...form, values: { ...form.values, version: question.number } } : form;
}

function textIn(form: Form, field: string): string {
  const value = form.values[field];
  return typeof value === "string" ? value : "";
}
