import type { Router } from "express";
import { z } from "zod";
import { endException, exceptFromProviders } from "../../../domain/single-sign-on/passwords-allowed.ts";
import { say } from "../../../lib/messages.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { readForm, tryDeed, emptyForm } from "../../http/forms.ts";
import { actorOf } from "../../http/locals.ts";
import { emailField } from "../../person-fields.ts";
import { showAll } from "./providers.ts";

const PLACE = "/admin/sign-in-providers";
const exceptionForm = z.object({ email: emailField });

/** Who may use a password whatever their domain says: the way in when a provider fails. */
export function passwordExceptions({ db, now }: Deps): Router {
  return exactRouter()
    .post(`${PLACE}/exceptions`, async (req, res) => {
      const { form, value } = readForm(exceptionForm, req.body);
      const person = value && (await tryDeed(form, exceptFromProviders(db, actorOf(res), value.email, now())));
      if (!person) return showAll(db, res, form, 422);
      flash(req, say("sso.exception-added", { name: person.name }));
      res.redirect(303, PLACE);
    })
    .post(`${PLACE}/exceptions/:id/removal`, async (req, res) => {
      const form = emptyForm();
      const person = await tryDeed(form, endException(db, actorOf(res), req.params.id, now()));
      if (!person) return showAll(db, res, form, 422);
      flash(req, say("sso.exception-removed", { name: person.name }));
      res.redirect(303, PLACE);
    })
    .get([`${PLACE}/exceptions`, `${PLACE}/exceptions/:id/removal`], (_req, res) => res.redirect(303, PLACE));
}
