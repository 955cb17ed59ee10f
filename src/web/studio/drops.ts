import type { Response, Router } from "express";
import { z } from "zod";
import { dropQuestion, obstacleToDrop } from "../../domain/drops.ts";
import { found } from "../../domain/found.ts";
import { DAY } from "../../lib/clock.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { say } from "../../lib/messages.ts";
import { findLiveDrop } from "../../storage/drops.ts";
import { countActivePeople } from "../../storage/people.ts";
import { findQuestion, type FullQuestion } from "../../storage/questions.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { findCorrected } from "./corrections.ts";
import { previewOf } from "./keyed.ts";
import { WORDS } from "./words.ts";

const DAYS = 7;
const date = "assigning.date-odd";
const dropForm = z.object({
  due_at: z.string(date).trim().refine((text) => parseEdtf(text)?.precision === "day", date),
  reason: z.string("publication.say-why").trim().max(500, "fields.too-long").default(""),
}).transform(({ due_at, reason }) => ({ dueAt: `${due_at}T23:59:59.999Z`, reason }));

/** Sending one question to everybody. */
export function drops({ db, now }: Deps): Router {
  const show = async (res: Response, question: FullQuestion, form: Form, status = 200) => {
    const [obstacle, live, people] = [await obstacleToDrop(db, question), await findLiveDrop(db, question.id, now().toISOString().slice(0, 10)), await countActivePeople(db)];
    render(res, "studio/drops/new", { words: WORDS, question, preview: previewOf((await findCorrected(db, { id: question.version_id, body: question.body })).body, "preview"), obstacle, live, people, form }, status);
  };

  return exactRouter()
    .get("/studio/questions/:id/drop", async (req, res) => {
      await show(res, await found(findQuestion(db, req.params.id)), emptyForm({ due_at: new Date(now().getTime() + DAYS * DAY).toISOString().slice(0, 10) }));
    })
    .post("/studio/questions/:id/drop", async (req, res) => {
      const question = await found(findQuestion(db, req.params.id));
      const { form, value } = readForm(dropForm, req.body);
      const drop = value && (await tryDeed(form, dropQuestion(db, actorOf(res), question, value, now())));
      if (!drop) return show(res, question, form, 422);
      flash(req, say(drop.isNew ? "drops.done" : "drops.again", { date: res.locals.formats.day(drop.dueAt, "UTC") }));
      res.redirect(303, `/studio/quizzes/${drop.quiz.slug}`);
    });
}
