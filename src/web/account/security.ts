import type { Request, Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { endOtherSessions, endOwnSession, listOwnSessions } from "../../domain/own-sessions.ts";
import { changeOwnPassword } from "../../domain/replacing-passwords.ts";
import { findSecondFactors, needsSecondFactor } from "../../domain/second-factors.ts";
import { deviceOf } from "../../lib/devices.ts";
import { say } from "../../lib/messages.ts";
import { listPasskeysOf } from "../../storage/passkeys.ts";
import { idleInWords } from "../admin/settings/summary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { startSession } from "../http/signed-in.ts";
import { hasPasskeys, passkeySite } from "../http/passkey-site.ts";
import { newPasswordField } from "../person-fields.ts";

const passwordForm = z.object({ current: z.string().max(1000, "session.password-long").default(""), password: newPasswordField });

/** With what somebody signs in, and where they are signed in. */
export function security(deps: Deps): Router {
  const { db, now } = deps;
  const showPassword = (res: Response, form: Form, status = 200) => render(res, "account/password", { form, hasPassword: currentMember(res).password_hash !== null }, status);

  return exactRouter()
    .get("/account", (_req, res) => { currentMember(res); res.redirect(303, "/account/security"); })
    .get("/account/security", async (req, res) => showOverview(deps, req, res))
    .get("/account/security/password", (_req, res) => showPassword(res, emptyForm()))
    .post("/account/security/password", async (req, res) => {
      const member = currentMember(res);
      const { form, value } = readForm(passwordForm, req.body);
      const changed = value && (await tryDeed(form, changeOwnPassword(db, member, value, req.ip ?? "", now())));
      if (!changed) return showPassword(res, form, 422);
      await startSession(req, changed, req.session.factor);
      flash(req, say("accounts.password-changed"));
      res.redirect(303, "/account/security");
    })
    .get("/account/security/sessions/removal", (_req, res) => { currentMember(res); res.redirect(303, "/account/security"); })
    .get("/account/security/sessions/:handle/removal", async (req, res) => {
      const sessions = await listOwnSessions(db, currentMember(res), req.sessionID, now());
      await found(sessions.find(({ handle }) => handle === req.params.handle));
      res.redirect(303, "/account/security");
    })
    .post("/account/security/sessions/removal", async (req, res) => {
      const ended = await endOtherSessions(db, currentMember(res), req.sessionID, now());
      flash(req, say("accounts.others-ended", { count: ended }));
      res.redirect(303, "/account/security");
    })
    .post("/account/security/sessions/:handle/removal", async (req, res) => {
      await endOwnSession(db, currentMember(res), req.params.handle, now());
      flash(req, say("accounts.session-ended"));
      res.redirect(303, "/account/security");
    });
}

async function showOverview({ db, config, now }: Deps, req: Request, res: Response): Promise<void> {
  const member = currentMember(res);
  const sessions = await listOwnSessions(db, member, req.sessionID, now());
  render(res, "account/security", {
    hasPassword: member.password_hash !== null, factors: await findSecondFactors(db, member), passkeys: await listPasskeysOf(db, member.id), isNeeded: needsSecondFactor(member.roles, res.locals.installation),
    sessions: sessions.map((session) => ({ ...session, device: deviceOf(session.agent ?? "") })), canPasskey: hasPasskeys(passkeySite(req, config, "")),
    idle: res.locals.installation.sessionsIdleMinutes === null ? say("installation.days", { count: res.locals.installation.sessionsDays ?? 1 }) : idleInWords(res.locals.installation.sessionsIdleMinutes),
  });
}
