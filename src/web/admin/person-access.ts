import type { Request, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { invitePerson } from "../../domain/welcoming.ts";
import { endSessionsOf } from "../../domain/own-sessions.ts";
import { setPassword } from "../../domain/people.ts";
import { removeSecondFactors } from "../../domain/second-factors.ts";
import { say } from "../../lib/messages.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { startSession } from "../http/signed-in.ts";
import { newPasswordField } from "../person-fields.ts";
import { showPerson } from "./person-page.ts";

const passwordForm = z.object({ password: newPasswordField });
const DEEDS = ["password", "invitation", "second-factors/removal", "sessions/removal"].map((deed) => `/admin/people/:id/${deed}`);

/** How one person comes in, as far as an administrator helps. */
export function personAccess(deps: Deps): Router {
  const { db, now, config } = deps;
  const own = (req: Request) => found(findPersonByPublicId(db, String(req.params["id"])));
  return exactRouter()
    .get(DEEDS, async (req, res) => res.redirect(303, `/admin/people/${(await own(req)).public_id}`))
    .post("/admin/people/:id/password", async (req, res) => {
      const person = await own(req);
      const { form, value } = readForm(passwordForm, req.body);
      const changed = value && (await tryDeed(form, setPassword(db, actorOf(res), person.public_id, value.password, now())));
      if (!changed) return showPerson(deps, res, person, { passwordForm: form }, 422);
      if (changed.id === actorOf(res).id) await startSession(req, changed, req.session.factor);
      flash(req, say("people.password-set", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/invitation", async (req, res) => {
      const person = await own(req);
      const isSent = config.mail !== undefined;
      if (isSent) await invitePerson(db, actorOf(res), person.public_id, now());
      flash(req, isSent ? say("accounts.was-invited", { name: person.name, email: person.email }) : say("accounts.no-mail"), isSent ? "notice" : "alert");
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/second-factors/removal", async (req, res) => {
      const person = await removeSecondFactors(db, actorOf(res), String(req.params["id"]), now());
      flash(req, say("accounts.factors-removed", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    })
    .post("/admin/people/:id/sessions/removal", async (req, res) => {
      const person = await own(req);
      await endSessionsOf(db, actorOf(res), person, now());
      flash(req, say("accounts.signed-out", { name: person.name }));
      res.redirect(303, `/admin/people/${person.public_id}`);
    });
}
