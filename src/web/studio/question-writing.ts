import type { Request, Response, Router } from "express";
import { found } from "../../domain/found.ts";
import { dropTypedQuestion, isNewCopy, newCopyKey } from "../../domain/keeping-typed.ts";
import type { LikeQuestion } from "../../domain/like-questions.ts";
import { editQuestion } from "../../domain/writing.ts";
import { writeQuestionFor } from "../../domain/writing-for-quizzes.ts";
import { figuresIn } from "../../engine/questions/marking-numeric.ts";
import type { Question } from "../../engine/questions/question.ts";
import { newPublicId } from "../../lib/ids.ts";
import { say } from "../../lib/messages.ts";
import { findQuestion, findVersion } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { isAnyway, likesWhileWriting } from "./likes-while-writing.ts";
import { backToReport } from "./mended-reports.ts";
import { queryText } from "../http/paging.ts";
import { largeForms } from "../http/uploads.ts";
import { begunAs, quizOf, withKnown } from "./question-beginning.ts";
import { keepTyped, offerCopy } from "./question-copies.ts";
import { questionForm, stepIn } from "./question-form.ts";
import { showForm, showPreview, valuesOf, type Editing } from "./question-form-page.ts";
import { merged, withTaken, type MergeLine } from "./question-merge.ts";
import { withPicture } from "./question-pictures.ts";
import { afterStep } from "./question-rows.ts";
import { wayBack } from "./way-back.ts";

/** A form with one picture in it. */
const BODY = "3mb";

/** Writing questions by hand, and editing them. */
export function questionWriting({ db, now }: Deps): Router {
  const editingOf = async (id: string): Promise<Editing> => {
    const question = await found(findQuestion(db, id));
    return { question, body: JSON.parse(question.body) as Question };
  };
  /** A button beside the rows, the picture or the preview: nothing is saved yet, and nothing lost. */
  const step = async (res: Response, values: Form["values"], name: string, editing: Editing | undefined) => {
    const form = emptyForm(values);
    const stepped = name === "picture" ? await tryDeed(form, withPicture(db, actorOf(res), values, now())) : name === "incident" ? await withKnown(db, res, values) : afterStep(values, name);
    await keepTyped(db, res, copyKey(editing, values), stepped ?? values, now());
    await showForm(db, res, stepped ? emptyForm(stepped) : form, { editing, at: now() }, stepped ? 200 : 422);
  };
  const refuse = async (res: Response, form: Form, editing: Editing | undefined, { merge = [], likes = [] }: { merge?: MergeLine[]; likes?: LikeQuestion[] } = {}) => {
    await keepTyped(db, res, copyKey(editing, form.values), form.values, now());
    const held = likes.length > 0 ? { ...form, errors: { ...form.errors, likes: say("likes.held", { count: likes.length }) } } : form;
    await showForm(db, res, held, { editing, merge, likes, at: now() }, 422);
  };
  const versionValues = async ({ question }: Editing, number: unknown, figures: unknown) => {
    const version = Number.isSafeInteger(Number(number)) && Number(number) > 0 && Number(number) <= question.number ? await findVersion(db, question.id, Number(number)) : undefined;
    return version ? valuesOf(db, question, JSON.parse(version.body) as Question, version.number, figuresIn(String(figures))) : undefined;
  };
  /** Once somebody was faster, their work and this form are brought together; nothing of either is lost. */
  const overtaken = async (form: Form, editing: Editing): Promise<{ form: Form; merge: MergeLine[] }> => {
    const [before, theirs] = [await versionValues(editing, form.values["version"], form.values["figures"]), await versionValues(editing, editing.question.number, form.values["figures"])];
    if (!form.errors["version"] || !before || !theirs) return { form: form.errors["version"] ? { ...form, values: { ...form.values, version: editing.question.number } } : form, merge: [] };
    const { values, lines } = merged(before, theirs, form.values);
    return { form: { ...form, values: { ...values, version: editing.question.number, base: String(before["version"]) } }, merge: lines };
  };
  const typed = async (req: Request, editing: Editing): Promise<Form["values"]> => {
    const values = { ...(req.body as Form["values"] | undefined) };
    const [before, theirs] = [await versionValues(editing, values["base"], values["figures"]), await versionValues(editing, values["version"], values["figures"])];
    return before && theirs ? withTaken(values, theirs, before) : values;
  };

  return exactRouter()
    .get("/studio/questions/new", async (req, res) => {
      const { offered, values } = await offerCopy(db, req, res, "new");
      await showForm(db, res, emptyForm(values ?? { ...(await begunAs(db, req, res)), draft: newPublicId() }), { editing: undefined, offered, at: now() });
    })
    .post("/studio/questions/preview", (req, res) => showPreview(db, req, res))
    .post("/studio/questions", ...largeForms(BODY), async (req, res) => {
      const button = stepIn(req.body);
      if (button) return step(res, { ...(req.body as Form["values"]) }, button, undefined);
      const { form, value } = readForm(questionForm, req.body);
      const likes = value && !isAnyway(req.body) ? await likesWhileWriting(db, value) : [];
      if (likes.length > 0) return refuse(res, form, undefined, { likes });
      const quiz = await quizOf(db, form.values);
      const question = value && (await tryDeed(form, writeQuestionFor(db, actorOf(res), value, quiz, now())));
      if (!question) return refuse(res, form, undefined);
      await dropTypedQuestion(db, actorOf(res), newCopyKey(form.values["draft"]));
      flash(req, quiz ? say("decisions.saved-in", { title: quiz.title }) : say("writing.saved"));
      res.redirect(303, quiz ? `/studio/quizzes/${quiz.slug}#publication` : `/studio/questions/${question.public_id}`);
    })
    .get("/studio/questions/:id/edit", async (req, res) => {
      const editing = await editingOf(req.params.id);
      const { offered, values } = await offerCopy(db, req, res, editing.question.public_id);
      const shown = values ?? { ...(await valuesOf(db, editing.question, editing.body, editing.question.number, figuresIn(res.locals.reader.language))), back: queryText(req, "back"), report: queryText(req, "report") };
      await showForm(db, res, emptyForm(shown), { editing, offered, at: now() });
    })
    .post("/studio/questions/:id", ...largeForms(BODY), async (req: Request<{ id: string }>, res) => {
      const editing = await editingOf(req.params.id);
      const values = await typed(req as Request, editing);
      const button = stepIn(values);
      if (button) return step(res, values, button, editing);
      const { form, value } = readForm(questionForm, values);
      const likes = value && !isAnyway(values) ? await likesWhileWriting(db, value, editing.question) : [];
      if (likes.length > 0) return refuse(res, form, editing, { likes });
      const outcome = value && (await tryDeed(form, editQuestion(db, actorOf(res), editing.question, value, now())));
      if (!outcome) {
        const { form: shown, merge } = await overtaken(form, await editingOf(req.params.id));
        return refuse(res, shown, editing, { merge });
      }
      await dropTypedQuestion(db, actorOf(res), editing.question.public_id);
      flash(req, say(outcome === "same" ? "writing.same" : "writing.saved-version"));
      res.redirect(303, wayBack(form.values["back"]) ?? (await backToReport(db, editing.question, form.values["report"])) ?? `/studio/questions/${editing.question.public_id}`);
    })
    .post("/studio/questions/:id/working-copy", async (req, res) => {
      if (!isNewCopy(req.params.id)) await editingOf(req.params.id);
      await keepTyped(db, res, req.params.id, req.body, now());
      res.status(204).end();
    })
    .post("/studio/questions/:id/working-copy/removal", async (req, res) => {
      await dropTypedQuestion(db, actorOf(res), req.params.id);
      flash(req, say("editor.thrown-away"));
      res.redirect(303, isNewCopy(req.params.id) ? "/studio/questions/new" : `/studio/questions/${encodeURIComponent(req.params.id)}/edit`);
    });
}

function copyKey(editing: Editing | undefined, values: Form["values"]): string {
  return editing?.question.public_id ?? newCopyKey(values["draft"]);
}
