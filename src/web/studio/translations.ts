import type { Request, Response, Router } from "express";
import { found } from "../../domain/found.ts";
import { complaintsAboutTranslation, removeTranslation, translateQuestion } from "../../domain/translating.ts";
import { piecesOf, textAt, type Piece } from "../../engine/questions/pieces.ts";
import type { Question } from "../../engine/questions/question.ts";
import { originalLanguageOf } from "../../engine/questions/told.ts";
import { LANGUAGES } from "../../lib/languages.ts";
import { say } from "../../lib/messages.ts";
import { findQuestion, listVersions, type FullQuestion } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";

/** `since`: the version whose translation fills the form, because the question was changed after it; null where the form shows the newest. */
export interface TranslationPage { question: FullQuestion; language: string; original: string; pieces: Piece[]; isThere: boolean; since: number | null; form: Form }

const PLACE = /\{\{[^{}]*\}\}/g;

interface Editing { question: FullQuestion; body: Question; language: string }

/** A question beside its translation. */
export function translations({ db, now }: Deps): Router {
  const editingOf = async ({ params }: Request<{ id: string; language: string }>): Promise<Editing> => {
    const question = await found(findQuestion(db, params.id));
    const body = JSON.parse(question.body) as Question;
    return { question, body, language: await found(translatableInto(body).find((language) => language === params.language)) };
  };
  const show = (res: Response, { question, body, language }: Editing, form: Form, since: number | null, status = 200) => render(res, "studio/questions/translation", {
    question, language, original: originalLanguageOf(body), pieces: piecesOf(body), isThere: body.translations?.[language] !== undefined, since, form,
  }, status);

  return exactRouter()
    .get("/studio/questions/:id/translations/:language", async (req, res) => {
      const editing = await editingOf(req);
      const { question, body, language } = editing;
      const bodies = [body, ...(await listVersions(db, question.id)).map((version) => JSON.parse(version.body) as Question)];
      const newest = bodies.findIndex(({ translations }) => translations?.[language]);
      const known = bodies[newest]?.translations?.[language];
      const texts = Object.fromEntries(piecesOf(body).map((piece) => [piece.field, known ? textAt(known, piece) : asItStands(piece)]));
      show(res, editing, emptyForm({ ...texts, version: question.number }), newest > 0 ? question.number - newest + 1 : null);
    })
    .post("/studio/questions/:id/translations/:language", async (req, res) => {
      const editing = await editingOf(req);
      const { question, body, language } = editing;
      const texts = textsIn(piecesOf(body), req.body);
      const form = emptyForm({ ...texts, version: versionIn(req.body) });
      for (const { field, words } of complaintsAboutTranslation(piecesOf(body), texts)) form.errors[field] ??= words;
      const isWhole = Object.keys(form.errors).length === 0;
      const outcome = isWhole && (await tryDeed(form, translateQuestion(db, actorOf(res), question, { language, texts, version: versionIn(req.body) }, now())));
      if (!outcome) return show(res, editing, overtaken(form, question), null, 422);
      flash(req, say(outcome === "same" ? "translations.same" : "translations.saved"));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    })
    .post("/studio/questions/:id/translations/:language/removal", async (req, res) => {
      const { question, language } = await editingOf(req);
      await removeTranslation(db, actorOf(res), question, { language, version: versionIn(req.body) }, now());
      flash(req, say("translations.removed"));
      res.redirect(303, `/studio/questions/${question.public_id}`);
    });
}

/** A line that is nothing but places to mark reads the same in every language. */
function asItStands({ kind, original }: Piece): string {
  return kind === "message" && original.replaceAll(PLACE, "").trim() === "" ? original : "";
}

/** The languages of the interface, other than the question's own. */
export function translatableInto(question: Question): string[] {
  return LANGUAGES.filter((language) => language !== originalLanguageOf(question));
}

/** Browsers end lines in their own way; what is sent twice counts once. */
function textsIn(pieces: readonly Piece[], body: unknown): Record<string, string> {
  const sent = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(pieces.map(({ field, kind }) => {
    const [typed] = [sent[field]].flat();
    const text = typeof typed === "string" ? typed.replaceAll("\r\n", "\n").trim() : "";
    return [field, kind === "accept" ? text.split("\n").map((name) => name.trim()).filter(Boolean).join("\n") : text];
  }));
}

function versionIn(body: unknown): number {
  const number = Number((body as { version?: unknown } | undefined)?.version);
  return Number.isSafeInteger(number) ? number : 0;
}

/** Once they were told that somebody was faster, saving again puts theirs on top. */
function overtaken(form: Form, { number }: FullQuestion): Form {
  return form.errors["version"] ? { ...form, values: { ...form.values, version: number } } : form;
}
