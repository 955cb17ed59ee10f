import type { Request, Response, Router } from "express";
import { NotFound } from "../../domain/errors.ts";
import { takeOidcAnswer } from "../../domain/single-sign-on/answers.ts";
import { comeIn } from "../../domain/single-sign-on/arriving.ts";
import { keepFederation } from "../../domain/single-sign-on/federations.ts";
import { isRefusal } from "../../domain/single-sign-on/refusals.ts";
import { takeAnswer } from "../../domain/single-sign-on/requests.ts";
import { placesOf } from "../../domain/single-sign-on/said.ts";
import { logOutByRequest } from "../../domain/single-sign-on/saml-logout.ts";
import { say } from "../../lib/messages.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Deps } from "../deps.ts";
import { siteOf } from "../../lib/sites.ts";
import { exactRouter } from "../http/exact-router.ts";
import { queryText } from "../http/paging.ts";
import { localPath } from "../http/sign-in-address.ts";
import { saveSession, startSession } from "../http/signed-in.ts";
import { aboutProvider, showRefusal } from "./refused.ts";
import { browserOf, goOn, setOff } from "./setting-off.ts";

/** The way to a provider and back, as the browser goes it. */
export function signInByProvider(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const rules = { secret, origins: config.webhookOrigins };
  const placesFor = (req: Request, provider: SignInProvider) => placesOf(siteOf(req, config.publicUrl), provider);

  return exactRouter()
    .get("/sign-in/:id", aboutProvider(deps, async (req, res, provider) => {
      const to = localPath(queryText(req, "to"));
      if (!provider.is_on) throw new NotFound();
      const isAgain = queryText(req, "again") === "1";
      if (res.locals.member && !isAgain) return res.redirect(303, to);
      await setOff(deps, req, res, provider, { to, isAgain, hint: queryText(req, "login_hint").slice(0, 254) });
    }))
    .get("/sign-in/:id/callback", aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "oidc") throw new NotFound();
      const url = new URL(placesFor(req, provider).callback);
      url.search = new URL(req.originalUrl, url).search;
      const request = await takeOidcAnswer(db, provider, url, browserOf(req), rules, now);
      res.redirect(303, `/sign-in/${provider.public_id}/arrival/${request.public_id}`);
    }))
    .get("/sign-in/:id/arrival/:request", aboutProvider(deps, (req, res, provider) => arrive(req, res, provider)))
    .get("/sign-in/:id/refused/:reason", aboutProvider(deps, (req, res, provider) => {
      const reason = String(req.params["reason"]);
      if (!isRefusal(reason)) throw new NotFound();
      showRefusal(res, provider, say(`sso.refusals.${reason}`));
      return Promise.resolve();
    }))
    .get("/sign-in/:id/logout", aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "saml") throw new NotFound();
      if (queryText(req, "SAMLRequest") === "") return res.redirect(303, "/session/new");
      const places = placesFor(req, provider);
      const passage = await logOutByRequest(db, provider, req.originalUrl.split("?")[1] ?? "", places, secret, now());
      goOn(res, provider, passage);
    }));

  async function arrive(req: Request, res: Response, provider: SignInProvider): Promise<void> {
    const { request, said } = await takeAnswer(db, String(req.params["request"]), browserOf(req), secret, now());
    if (request.provider_id !== provider.id) throw new NotFound();
    if (request.purpose === "trial") return res.redirect(303, `/admin/sign-in-providers/${provider.public_id}/trials/${request.public_id}`);
    if (!provider.is_on) throw new NotFound();
    if (said.isUnasked && res.locals.member) return res.redirect(303, localPath(request.to_path));
    const { person } = await comeIn(db, provider, said, now());
    await startSession(req, person, "elsewhere");
    req.session.steppedUpAt = [said.provenAt ?? "", now().toISOString()].sort()[0]!;
    await saveSession(req);
    await keepFederation(db, provider, req.sessionID, said, secret);
    res.redirect(303, localPath(request.to_path));
  }
}
