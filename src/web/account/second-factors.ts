import type { Request, Response, Router } from "express";
import { z } from "zod";
import { confirmOneTimeCodes, offerOneTimeCodes, removeOneTimeCodes } from "../../domain/one-time-codes.ts";
import { renewOwnCodes } from "../../domain/recovery-codes.ts";
import { findSecondFactors, mayLoseFactor } from "../../domain/second-factors.ts";
import { digest } from "../../lib/ids.ts";
import { say } from "../../lib/messages.ts";
import { qrCode } from "../../lib/qr-code.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { hasPasskeys, passkeySite } from "../http/passkey-site.ts";

const codeForm = z.object({ code: z.string("accounts.code-missing").trim().min(1, "accounts.code-missing").max(20, "accounts.code-wrong") });

/** An authenticator app and recovery codes; and the page on which whoever needs a second factor chooses one. */
export function secondFactors(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const showCodes = async (res: Response, form: Form, status = 200) => {
    const enrolment = await offerOneTimeCodes(db, currentMember(res), res.locals.installation.name, secret, now());
    if (!enrolment) return res.redirect(303, "/account/security");
    render(res, "account/codes", { form, secret: enrolment.secret, address: enrolment.address, picture: qrCode(enrolment.address) }, status);
  };

  return exactRouter()
    .get("/account/security/enrolment", async (req, res) => render(res, "account/enrolment", { canPasskey: hasPasskeys(passkeySite(req, config, "")), factors: await findSecondFactors(db, currentMember(res)) }))
    .get("/account/security/codes", (_req, res) => showCodes(res, emptyForm()))
    .post("/account/security/codes", async (req, res) => {
      const { form, value } = readForm(codeForm, req.body);
      const done = value && (await tryDeed(form, confirmOneTimeCodes(db, currentMember(res), value.code, { secret, session: digest(req.sessionID) }, now()).then((codes) => ({ codes }))));
      if (!done) return showCodes(res, form, 422);
      if (req.session.factor === "password" || req.session.factor === "link") req.session.factor = "password-code";
      showRecoveryCodes(req, res, done.codes, "accounts.codes-added");
    })
    .get(["/account/security/codes/removal", "/account/security/recovery-codes"], (_req, res) => { currentMember(res); res.redirect(303, "/account/security"); })
    .post("/account/security/codes/removal", async (req, res) => {
      const member = currentMember(res);
      await removeOneTimeCodes(db, member, digest(req.sessionID), (tx) => mayLoseFactor(tx, member, res.locals.installation), now());
      flash(req, say("accounts.codes-removed"));
      res.redirect(303, "/account/security");
    })
    .post("/account/security/recovery-codes", async (req, res) => showRecoveryCodes(req, res, await renewOwnCodes(db, currentMember(res), secret, now()), ""));
}

/** Shown on this page and never again; where there are none to show, back to the overview. */
export function showRecoveryCodes(req: Request, res: Response, codes: readonly string[] | undefined, done: string): void {
  if (codes !== undefined) return render(res, "account/recovery-codes", { codes, done });
  flash(req, say(done));
  res.redirect(303, "/account/security");
}
