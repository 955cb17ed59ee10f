import type { Request, Response, Router } from "express";
import { z } from "zod";
import { found, positionParam } from "../../domain/found.ts";
import { addLesson, changeLesson, complaintsAboutLesson, removeLesson, type WrittenLesson } from "../../domain/lessons.ts";
import { say } from "../../lib/messages.ts";
import { findIncident } from "../../storage/incident-reading.ts";
import { findLesson } from "../../storage/lessons.ts";
import type { Incident, Lesson } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form, type ReadForm } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";

const text = z.string("writing.once").default("").transform((typed) => typed.replaceAll("\r\n", "\n").trim());
const part = z.string("writing.once").transform((typed) => typed.replaceAll("\r\n", "\n").trim()).optional();
const lessonForm = z.object({ title: text, text, mechanism: part, action: part });
const version = z.coerce.number().int().catch(0);
const changedForm = lessonForm.extend({ version });
const removalForm = z.object({ version });

/** What an incident teaches, in the words of trainers. */
export function lessons({ db, now }: Deps): Router {
  const incidentOf = ({ params }: Request) => found(findIncident(db, String(params["slug"])));
  const show = (res: Response, incident: Incident, lesson: Lesson | undefined, form: Form, status = 200) => render(res, "studio/lessons/form", { incident, lesson, form }, status);
  const toLessons = (res: Response, { slug }: Incident) => res.redirect(303, `/studio/incidents/${slug}#lessons`);
  const lessonOf = async (req: Request) => {
    const incident = await incidentOf(req);
    return { incident, lesson: await found(findLesson(db, incident.id, positionParam(req.params["number"]))) };
  };

  return exactRouter()
    .get("/studio/incidents/:slug/lessons", async (req, res) => toLessons(res, await incidentOf(req)))
    .get("/studio/incidents/:slug/lessons/new", async (req, res) => show(res, await incidentOf(req), undefined, emptyForm()))
    .post("/studio/incidents/:slug/lessons", async (req, res) => {
      const incident = await incidentOf(req);
      const { form, value } = readLesson(lessonForm, req.body);
      const lesson = value && (await tryDeed(form, addLesson(db, actorOf(res), incident, value, now())));
      if (!lesson) return show(res, incident, undefined, form, 422);
      flash(req, say("lessons.added", { title: lesson.title }));
      toLessons(res, incident);
    })
    .get("/studio/incidents/:slug/lessons/:number", async (req, res) => {
      const { incident, lesson } = await lessonOf(req);
      show(res, incident, lesson, emptyForm({ ...lesson }));
    })
    .post("/studio/incidents/:slug/lessons/:number", async (req, res) => {
      const { incident, lesson } = await lessonOf(req);
      const { form, value } = readLesson(changedForm, req.body);
      const seen = { position: lesson.position, version: value?.version ?? 0 };
      const isDone = value && (await tryDeed(form, changeLesson(db, actorOf(res), incident, seen, value, now()).then(() => true)));
      if (!isDone) return show(res, incident, lesson, overtaken(form, lesson), 422);
      flash(req, say("lessons.changed"));
      toLessons(res, incident);
    })
    .post("/studio/incidents/:slug/lessons/:number/removal", async (req, res) => {
      const { incident, lesson } = await lessonOf(req);
      const { form, value } = readForm(removalForm, req.body);
      const isDone = value && (await tryDeed(form, removeLesson(db, actorOf(res), incident, { position: lesson.position, version: value.version }, now()).then(() => true)));
      if (isDone) flash(req, say("lessons.removed", { title: lesson.title }));
      else flash(req, say("lessons.not-removed"), "alert");
      toLessons(res, incident);
    });
}

/** Once they were told that somebody was faster, saving again puts theirs in its place. */
function overtaken(form: Form, { version }: Lesson): Form {
  return form.errors["version"] ? { ...form, values: { ...form.values, version } } : form;
}

/** Says everything that is wrong at once, not one thing after the other. */
function readLesson<T extends WrittenLesson>(schema: z.ZodType<T>, body: unknown): ReadForm<T> {
  const read = readForm(schema, body);
  const complaints = read.value === undefined ? [] : complaintsAboutLesson(read.value);
  for (const { field, words } of complaints) read.form.errors[field] ??= words;
  return complaints.length > 0 ? { form: read.form } : read;
}
