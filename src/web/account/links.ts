import type { Response, Router } from "express";
import { z } from "zod";
import { checkAccountLink, LINK_LIFE, useAccountLink } from "../../domain/account-links.ts";
import { findSecondFactors, hasAny } from "../../domain/second-factors.ts";
import { mayUsePassword } from "../../domain/single-sign-on/passwords-allowed.ts";
import { say } from "../../lib/messages.ts";
import type { LinkKind } from "../../storage/account-tables.ts";
import type { Person } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { cookieIn } from "../http/cookies.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { speakTo } from "../http/readers.ts";
import { render } from "../http/render.ts";
import { startSession } from "../http/signed-in.ts";
import { newPasswordField } from "../person-fields.ts";

const COOKIE = "debrief.link";
const chosenForm = z.object({ password: newPasswordField });
const PAGES: Readonly<Record<LinkKind, string>> = { invitation: "/account/invitation", reset: "/account/reset/password" };

/** Where links in mails lead. What is secret in the address moves to a cookie at once, so that it stands in no history, no Referer and no page; programs that only look at links use none up. */
export function accountLinks(deps: Deps): Router {
  return exactRouter().use(pageBehind(deps, "reset")).use(pageBehind(deps, "invitation"));
}

function pageBehind({ db, now, config }: Deps, kind: LinkKind): Router {
  const page = PAGES[kind];
  const cookie = { httpOnly: true, sameSite: "lax", secure: config.publicUrl.startsWith("https:"), path: "/account" } as const;
  const show = (res: Response, person: Person, form: Form, status = 200) => {
    speakTo(res, person);
    res.set("Referrer-Policy", "no-referrer");
    render(res, "account/choose-password", { form, kind, address: page, email: person.email }, status);
  };

  return exactRouter()
    .get(page, async (req, res) => show(res, await checkAccountLink(db, kind, cookieIn(req, COOKIE), now()), emptyForm()))
    .get(`/account/${kind}/:token`, (req, res) => {
      res.set("Referrer-Policy", "no-referrer").cookie(COOKIE, String(req.params["token"]).slice(0, 100), { ...cookie, maxAge: LINK_LIFE[kind] }).redirect(303, page);
    })
    .post(page, async (req, res) => {
      const token = cookieIn(req, COOKIE);
      const person = await checkAccountLink(db, kind, token, now());
      const { form, value } = readForm(chosenForm, req.body);
      const changed = value && (await tryDeed(form, useAccountLink(db, kind, token, value.password, now())));
      if (!changed) return show(res, person, form, 422);
      res.clearCookie(COOKIE, { path: "/account" });
      if (kind === "reset" || hasAny(await findSecondFactors(db, changed)) || !(await mayUsePassword(db, changed))) return res.redirect(303, "/session/new?set=1");
      await startSession(req, changed);
      flash(req, say("accounts.welcome", { name: changed.name }));
      res.redirect(303, "/");
    });
}
