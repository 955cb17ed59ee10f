import express, { Router } from "express";
import { takeSamlAnswer } from "../../domain/single-sign-on/answers.ts";
import { logOutByToken } from "../../domain/single-sign-on/back-channel.ts";
import { NotFound } from "../../domain/errors.ts";
import { SignInRefused } from "../../domain/single-sign-on/refusals.ts";
import { placesOf } from "../../domain/single-sign-on/said.ts";
import { publishedCertificates } from "../../domain/single-sign-on/saml-keys.ts";
import { ourMetadata } from "../../domain/single-sign-on/saml-metadata.ts";
import { findSignInProvider } from "../../storage/sign-in-providers.ts";
import type { Deps } from "../deps.ts";
import { plainTextOnly } from "../http/plain-text.ts";
import { siteOf } from "../../lib/sites.ts";
import { aboutProvider } from "./refused.ts";

const form = express.urlencoded({ extended: false, limit: "1mb", parameterLimit: 20 });
const textIn = (body: unknown, name: string) => { const value = (body as Record<string, unknown> | undefined)?.[name]; return typeof value === "string" ? value : ""; };

/** Where providers come to us, by themselves or through a form on their page: no cookie of ours comes along, and their site is not ours. */
export function signInDoors(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const rules = { secret, origins: config.webhookOrigins };

  return Router()
    .get("/sign-in/:id/metadata", aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "saml") throw new NotFound();
      res.type("application/samlmetadata+xml").send(ourMetadata(placesOf(siteOf(req, config.publicUrl), provider), await publishedCertificates(db, secret, now())));
    }))
    .post("/sign-in/:id/acs", form, plainTextOnly, aboutProvider(deps, async (req, res, provider) => {
      if (provider.kind !== "saml") throw new NotFound();
      const answer = { response: textIn(req.body, "SAMLResponse"), relay: textIn(req.body, "RelayState") };
      const request = await takeSamlAnswer(db, provider, answer, placesOf(siteOf(req, config.publicUrl), provider), rules, now);
      res.set("Cache-Control", "no-store").redirect(303, `/sign-in/${provider.public_id}/arrival/${request.public_id}`);
    }))
    .post("/sign-in/:id/back-channel-logout", form, plainTextOnly, async (req, res) => {
      const provider = await findSignInProvider(db, String(req.params["id"]));
      if (provider?.kind !== "oidc") throw new NotFound();
      res.set("Cache-Control", "no-store");
      try {
        await logOutByToken(db, provider, textIn(req.body, "logout_token"), rules, now);
        res.status(200).end();
      } catch (error) {
        if (!(error instanceof SignInRefused)) throw error;
        res.status(400).json({ error: "invalid_request", error_description: error.detail || error.words.key });
      }
    });
}
