import type { Request, Response, Router } from "express";
import { z } from "zod";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../domain/demo-accounts.ts";
import { findSecondFactors, hasAny } from "../domain/second-factors.ts";
import { signIn } from "../domain/signing-in.ts";
import { say } from "../lib/messages.ts";
import type { Person } from "../storage/tables.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { emptyForm, readForm, type Form } from "./http/forms.ts";
import { queryText } from "./http/paging.ts";
import { keepPending } from "./http/pending-sign-in.ts";
import { render } from "./http/render.ts";
import { localPath } from "./http/sign-in-address.ts";
import { SESSION_COOKIE, endSession, startSession } from "./http/signed-in.ts";
import { hasPasskeys, passkeySite } from "./http/passkey-site.ts";
import { farewellOf } from "../domain/single-sign-on/federations.ts";
import { siteOf } from "../lib/sites.ts";
import { onlyByProvider, sentToProvider, signInOffers } from "./sign-in/by-email.ts";
import { signInByProvider } from "./sign-in/providers.ts";
import { passOn } from "./sign-in/setting-off.ts";

const signInForm = z.object({
  email: z.string("session.email-missing").trim().min(1, "session.email-missing").max(254, "session.email-long"),
  password: z.string("session.password-missing").min(1, "session.password-missing").max(1000, "session.password-long"),
});

export const COMPLAINTS = {
  "wrong": { status: 422, words: say("session.wrong") },
  "too often": { status: 429, words: say("session.too-often") },
  "too many": { status: 429, words: say("session.too-many") },
};

export function sessions(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  return exactRouter()
    .use(signInByProvider(deps))
    .get("/session/new", async (req, res) => {
      const to = localPath(queryText(req, "to"));
      if (res.locals.member) return res.redirect(303, to);
      await showSignIn(deps, res, emptyForm(), to);
    })
    .get("/session", (_req, res) => res.redirect(303, "/session/new"))
    .post("/session", async (req, res) => {
      const { form, value } = readForm(signInForm, req.body);
      const to = localPath(form.values["to"]);
      if (await sentToProvider(deps, req, res, form, to)) return;
      if (!value || form.values["by"] === "provider") return showSignIn(deps, res, form, to, 422);

      const outcome = await signIn(db, value, req.ip ?? "", now());
      const closed = outcome === "wrong" || typeof outcome !== "string" ? await onlyByProvider(db, value.email, outcome === "wrong" ? undefined : outcome) : undefined;
      if (closed) return showSignIn(deps, res, { ...form, errors: { email: closed } }, to, 422);
      if (typeof outcome === "string") {
        form.errors["email"] = COMPLAINTS[outcome].words;
        return showSignIn(deps, res, form, to, COMPLAINTS[outcome].status);
      }
      await enter(deps, req, res, outcome, to);
    })
    .post("/session/removal", async (req, res) => {
      const farewell = await farewellOf(db, req.sessionID, siteOf(req, config.publicUrl), { secret, origins: config.webhookOrigins }, now);
      await endSession(req);
      res.clearCookie(SESSION_COOKIE);
      res.locals.member = null;
      if (farewell) passOn(res, new URL(farewell.address).host, farewell);
      else res.redirect(303, "/session/new");
    });
}

/** After the right password: in, or on to the second factor of whoever has one. */
async function enter(deps: Deps, req: Request, res: Response, person: Person, to: string): Promise<void> {
  if (hasAny(await findSecondFactors(deps.db, person))) {
    keepPending(res, deps, person, to);
    return res.redirect(303, "/session/second");
  }
  await startSession(req, person);
  res.redirect(303, to);
}

export async function showSignIn({ db, config }: Pick<Deps, "db" | "config">, res: Response, form: Form, to: string, status = 200): Promise<void> {
  const { req } = res;
  const offer = config.demo ? { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD } : undefined;
  const canPasskey = hasPasskeys(passkeySite(req, config, ""));
  const isSet = queryText(req, "set") === "1";
  render(res, "sessions/new", { form, offer, to, ended: queryText(req, "ended") === "1", isSet, canMail: config.mail !== undefined, canPasskey, ...(await signInOffers(db)) }, status);
}
