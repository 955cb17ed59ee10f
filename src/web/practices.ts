import type { Router } from "express";
import { found } from "../domain/found.ts";
import { startPractice } from "../domain/practising.ts";
import { findAttemptOf } from "../storage/attempts.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, tryDeed } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";

/** Only what was missed, once more. */
export function practices({ db, now }: Deps): Router {
  return exactRouter()
    .post("/attempts/:id/practice", async (req, res) => {
      const learner = currentMember(res);
      const attempt = await found(findAttemptOf(db, learner, req.params.id));
      const form = emptyForm();
      const practice = await tryDeed(form, startPractice(db, { ...learner, language: res.locals.reader.language }, attempt, now()));
      if (!practice) flash(req, form.errors["form"]!, "alert");
      res.redirect(303, `/attempts/${(practice ?? attempt).public_id}`);
    })
    .get("/attempts/:id/practice", async (req, res) => {
      const attempt = await found(findAttemptOf(db, currentMember(res), req.params.id));
      res.redirect(303, `/attempts/${attempt.public_id}`);
    });
}
