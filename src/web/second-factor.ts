import type { Response, Router } from "express";
import { z } from "zod";
import { found } from "../domain/found.ts";
import { passkeyOptions } from "../domain/passkeys.ts";
import { ALONE, checkSecondFactor, secondPurpose, signInWithPasskey } from "../domain/proofs-of-person.ts";
import { findSecondFactors } from "../domain/second-factors.ts";
import { say } from "../lib/messages.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, type Form } from "./http/forms.ts";
import { dropPending, findPending, type PendingSignIn } from "./http/pending-sign-in.ts";
import { speakTo } from "./http/readers.ts";
import { render } from "./http/render.ts";
import { localPath } from "./http/sign-in-address.ts";
import { startSession } from "./http/signed-in.ts";
import { hasPasskeys, passkeySite } from "./http/passkey-site.ts";
import { COMPLAINTS, showSignIn } from "./sessions.ts";
import { onlyByProvider } from "./sign-in/by-email.ts";

const shortText = (most: number) => z.string().trim().max(most).default("").catch("");
const factorForm = z.object({ code: shortText(60), answer: shortText(8_000) });
const keyForm = z.object({ answer: shortText(8_000), email: shortText(254), to: shortText(500) });

const WRONG = { "wrong": say("accounts.factor-wrong"), "too often": say("accounts.too-often"), "too many": say("session.too-many") };

/** The second half of signing in, and signing in with a passkey alone. */
export function secondFactor(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const show = async (res: Response, { member, to }: PendingSignIn, form: Form, status = 200) => {
    speakTo(res, member);
    const factors = await findSecondFactors(db, member);
    render(res, "sessions/second", { form, factors, to, canPasskey: factors.passkeys > 0 && hasPasskeys(passkeySite(res.req, config, "")) }, status);
  };

  return exactRouter()
    .get("/session/second", async (req, res) => {
      const pending = await findPending(req, deps);
      if (!pending) return res.redirect(303, "/session/new");
      await show(res, pending, emptyForm());
    })
    .post("/session/second", async (req, res) => {
      const pending = await findPending(req, deps);
      if (!pending) return res.redirect(303, "/session/new?ended=1");
      const { form, value } = readForm(factorForm, req.body);
      const { code = "", answer = "" } = value ?? {};
      if (code === "" && answer === "") { form.errors["code"] = say("accounts.code-missing"); return show(res, pending, form, 422); }
      const site = passkeySite(req, config, res.locals.installation.name);
      const outcome = await checkSecondFactor(db, pending.member, { code, passkey: answer }, { ip: req.ip ?? "", site, secret }, now());
      if (typeof outcome === "string") { form.errors["code"] = WRONG[outcome]; return show(res, pending, form, outcome === "wrong" ? 422 : 429); }
      await startSession(req, pending.member, outcome.factor);
      dropPending(res);
      if (outcome.factor === "password-recovery") flash(req, say("accounts.recovery-used", { count: (await findSecondFactors(db, pending.member)).recoveryCodes }), "alert");
      res.redirect(303, localPath(pending.to));
    })
    .get(["/session/second/options", "/session/passkey", "/session/passkey/options"], (_req, res) => res.redirect(303, "/session/new"))
    .post("/session/second/options", async (req, res) => {
      const { member } = await found(findPending(req, deps));
      res.json(await passkeyOptions(db, { owner: member }, secondPurpose(member), passkeySite(req, config, res.locals.installation.name), secret, now()));
    })
    .post("/session/passkey/options", async (req, res) => {
      const { email } = keyForm.parse(req.body ?? {});
      res.json(await passkeyOptions(db, { email }, ALONE, passkeySite(req, config, res.locals.installation.name), secret, now()));
    })
    .post("/session/passkey", async (req, res) => {
      const value = keyForm.parse(req.body ?? {});
      const [form, to] = [emptyForm({ email: value.email }), localPath(value.to)];
      const checker = { ip: req.ip ?? "", site: passkeySite(req, config, res.locals.installation.name), secret };
      const outcome = await signInWithPasskey(db, value.answer, checker, now());
      if (typeof outcome === "string") {
        form.errors["email"] = outcome === "wrong" ? say("accounts.passkey-wrong") : COMPLAINTS[outcome].words;
        return showSignIn(deps, res, form, to, COMPLAINTS[outcome].status);
      }
      const closed = await onlyByProvider(db, outcome.email, outcome);
      if (closed) return showSignIn(deps, res, { ...form, errors: { email: closed } }, to, 422);
      await startSession(req, outcome, "passkey");
      dropPending(res);
      res.redirect(303, to);
    });
}
