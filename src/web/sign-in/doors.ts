import express, { type Router } from "express";
import { takeSamlAnswer } from "../../domain/single-sign-on/answers.ts";
import { logOutByToken } from "../../domain/single-sign-on/back-channel.ts";
import { NotFound } from "../../domain/errors.ts";
import { SignInRefused } from "../../domain/single-sign-on/refusals.ts";
import { placesOf } from "../../domain/single-sign-on/said.ts";
import { publishedCertificates, publishedKeySet } from "../../domain/single-sign-on/saml-keys.ts";
import { logOutByForm } from "../../domain/single-sign-on/saml-logout.ts";
import { ourMetadata } from "../../domain/single-sign-on/saml-metadata.ts";
import { findSignInProvider } from "../../storage/sign-in-providers.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { plainTextOnly } from "../http/plain-text.ts";
import { siteOf } from "../../lib/sites.ts";
import { networkOf } from "../../lib/addresses.ts";
import { aboutProvider, mayBeRefused, wasRefused } from "./refused.ts";
import { goOn, rememberBrowser } from "./setting-off.ts";

const form = express.urlencoded({ extended: false, limit: "1mb", parameterLimit: 20 });
const textIn = (body: unknown, name: string) => { const value = (body as Record<string, unknown> | undefined)?.[name]; return typeof value === "string" ? value : ""; };

/** Where providers come to us, by themselves or through a form on their page: no cookie of ours comes along, and their site is not ours. */
export function signInDoors(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const rules = { secret, origins: config.webhookOrigins };

  return exactRouter()
    .get("/sign-in/:id/metadata", aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "saml") throw new NotFound();
      res.type("application/samlmetadata+xml").send(ourMetadata(placesOf(siteOf(req, config.publicUrl), provider), await publishedCertificates(db, secret, now())));
    }))
    .post("/sign-in/:id/acs", form, plainTextOnly, aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "saml") throw new NotFound();
      const answer = { response: textIn(req.body, "SAMLResponse"), relay: textIn(req.body, "RelayState").slice(0, 1000), network: networkOf(req.ip ?? "") };
      const { request, browser } = await takeSamlAnswer(db, provider, answer, placesOf(siteOf(req, config.publicUrl), provider), rules, now);
      if (browser) rememberBrowser(res, browser, config);
      res.set("Cache-Control", "no-store").redirect(303, `/sign-in/${provider.public_id}/arrival/${request}`);
    }))
    .post("/sign-in/:id/logout", form, aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "saml") throw new NotFound();
      if (textIn(req.body, "SAMLRequest") === "") return res.redirect(303, "/session/new");
      const sent = { request: textIn(req.body, "SAMLRequest"), relay: textIn(req.body, "RelayState") };
      const passage = await logOutByForm(db, provider, sent, placesOf(siteOf(req, config.publicUrl), provider), secret, now());
      goOn(res, provider, passage);
    }))
    .get("/sign-in/:id/jwks", aboutProvider(deps, async (_req, res, provider) => {
      if (provider.kind !== "oidc") throw new NotFound();
      res.set("Cache-Control", "max-age=300").json(await publishedKeySet(db, secret, now()));
    }))
    .post("/sign-in/:id/back-channel-logout", form, plainTextOnly, async (req, res) => {
      const provider = await findSignInProvider(db, String(req.params["id"]));
      if (provider?.kind !== "oidc") throw new NotFound();
      res.set("Cache-Control", "no-store");
      if (!mayBeRefused(req, now())) return void res.status(429).set("Retry-After", "60").json({ error: "temporarily_unavailable" });
      try {
        await logOutByToken(db, provider, textIn(req.body, "logout_token"), rules, now);
        res.status(200).end();
      } catch (error) {
        if (!(error instanceof SignInRefused)) throw error;
        await wasRefused(deps, req, res, provider, error);
        res.status(400).json({ error: "invalid_request", error_description: error.detail || error.words.key });
      }
    });
}
