import type { Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { addPasskey, removePasskey, renamePasskey } from "../../domain/own-passkeys.ts";
import { newPasskeyOptions } from "../../domain/passkeys.ts";
import { mayLoseFactor } from "../../domain/second-factors.ts";
import { deviceOf } from "../../lib/devices.ts";
import { digest } from "../../lib/ids.ts";
import { say } from "../../lib/messages.ts";
import { findPasskeyOf } from "../../storage/passkeys.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { hasPasskeys, passkeySite } from "../http/passkey-site.ts";
import { showRecoveryCodes } from "./second-factors.ts";

const nameField = z.string("accounts.passkey-name-missing").trim().min(1, "accounts.passkey-name-missing").max(60, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen");
const newForm = z.object({ name: nameField, answer: z.string("accounts.passkey-not-made").min(1, "accounts.passkey-not-made").max(8_000, "accounts.passkey-not-made") });
const renamingForm = z.object({ name: nameField });

/** Somebody's passkeys: several, each with a name, each removable. */
export function passkeys({ db, now, config, secret }: Deps): Router {
  const showNew = (res: Response, form: Form, status = 200) => {
    const { browser, system } = deviceOf(res.req.get("user-agent") ?? "");
    const name = form.values["name"] ?? [browser, system].filter(Boolean).join(", ");
    currentMember(res);
    render(res, "account/passkey", { form: { ...form, values: { name } }, canPasskey: hasPasskeys(passkeySite(res.req, config, "")) }, status);
  };
  const overview = "/account/security";

  return exactRouter()
    .get("/account/security/passkeys/new", (_req, res) => showNew(res, emptyForm()))
    .get(["/account/security/passkeys", "/account/security/passkeys/options"], (_req, res) => { currentMember(res); res.redirect(303, overview); })
    .get(["/account/security/passkeys/:id/name", "/account/security/passkeys/:id/removal"], async (req, res) => {
      await found(findPasskeyOf(db, currentMember(res).id, String(req.params["id"])));
      res.redirect(303, overview);
    })
    .post("/account/security/passkeys/options", async (req, res) => {
      res.json(await newPasskeyOptions(db, currentMember(res), passkeySite(req, config, res.locals.installation.name), secret, now()));
    })
    .post("/account/security/passkeys", async (req, res) => {
      const member = currentMember(res);
      const { form, value } = readForm(newForm, req.body);
      const kept = { site: passkeySite(req, config, res.locals.installation.name), secret, session: digest(req.sessionID) };
      const done = value && (await tryDeed(form, addPasskey(db, member, value, kept, now()).then((codes) => ({ codes }))));
      if (!done) return showNew(res, form, 422);
      if (req.session.factor === "password" || req.session.factor === "link") req.session.factor = "password-passkey";
      showRecoveryCodes(req, res, done.codes, "accounts.passkey-added");
    })
    .post("/account/security/passkeys/:id/name", async (req, res) => {
      const { public_id } = await found(findPasskeyOf(db, currentMember(res).id, req.params.id));
      const { form, value } = readForm(renamingForm, req.body);
      if (value) await renamePasskey(db, currentMember(res), public_id, value.name);
      flash(req, value ? say("accounts.passkey-renamed") : (form.errors["name"] ?? say("accounts.passkey-name-missing")), value ? "notice" : "alert");
      res.redirect(303, overview);
    })
    .post("/account/security/passkeys/:id/removal", async (req, res) => {
      const member = currentMember(res);
      const name = await removePasskey(db, member, req.params.id, digest(req.sessionID), (tx) => mayLoseFactor(tx, member, res.locals.installation), now());
      flash(req, say("accounts.passkey-removed", { name }));
      res.redirect(303, overview);
    });
}
