import type { Request, Response } from "express";
import { networkOf } from "../../lib/addresses.ts";
import { newToken } from "../../lib/ids.ts";
import { beginOidc } from "../../domain/single-sign-on/oidc.ts";
import { keepRequest, REQUEST_SPAN } from "../../domain/single-sign-on/requests.ts";
import { placesOf, type Passage } from "../../domain/single-sign-on/said.ts";
import { beginSaml } from "../../domain/single-sign-on/saml.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Deps } from "../deps.ts";
import { siteOf } from "../../lib/sites.ts";
import { leaveFor } from "../http/redirects.ts";
import { render } from "../http/render.ts";

const COOKIE = "debrief.sign-in";

/** What somebody sets off with: where they want to go, what address they typed, which administrator tries, whether a form brought them, and whether the provider is to ask anew who it is. */
export interface Wish { to: string; hint?: string; trialBy?: number; isForm?: boolean; isAgain?: boolean }

/** What ties the answer to the browser that asked. It is Lax: the answer of SAML, which another site posts, is taken without it, and handed over by a redirect that brings it along. */
export function browserOf(req: Request): string {
  return /(?:^|;\s*)debrief\.sign-in=([\w-]{43})(?:;|$)/.exec(req.get("cookie") ?? "")?.[1] ?? "";
}

/** Sends the browser to the provider and remembers what for. @throws SignInRefused */
export async function setOff({ db, now, config, secret }: Deps, req: Request, res: Response, provider: SignInProvider, { to, hint = "", trialBy, isForm = false, isAgain = false }: Wish): Promise<void> {
  const [places, rules] = [placesOf(siteOf(req, config.publicUrl), provider), { secret, origins: config.webhookOrigins }];
  const off = provider.kind === "oidc" ? await beginOidc(db, provider, places.callback, { hint, isAgain }, rules, now) : await beginSaml(db, provider, places, { isAgain }, secret, now());
  const browser = browserOf(req) || newToken();
  await keepRequest(db, provider, off, { browser, network: networkOf(req.ip ?? ""), to, trialBy }, secret, now());
  rememberBrowser(res, browser, config);
  goOn(res, provider, off, isForm);
}

export function rememberBrowser(res: Response, browser: string, { publicUrl }: Pick<Deps["config"], "publicUrl">): void {
  res.cookie(COOKIE, browser, { httpOnly: true, sameSite: "lax", secure: publicUrl.startsWith("https:"), maxAge: REQUEST_SPAN }).set("Cache-Control", "no-store");
}

/** To the provider: by a redirect, or over a page where it has fields to send or a form brought the browser. */
export function goOn(res: Response, { name }: Pick<SignInProvider, "name">, passage: Passage, isForm = false): void {
  if (passage.fields || isForm) passOn(res, name, passage);
  else leaveFor(res, passage.address);
}

/** A page between ours and theirs: a form's answer may not lead to another site by a redirect (form-action), and the POST binding needs a form anyway. */
export function passOn(res: Response, name: string, { address, fields }: Passage): void {
  if (fields) res.set("Content-Security-Policy", String(res.get("Content-Security-Policy")).replace("form-action 'self'", `form-action 'self' https: ${new URL(address).origin}`));
  else res.set("Refresh", `0; url=${address}`);
  res.set("Cache-Control", "no-store");
  render(res, "sign-in/passage", { name, address, fields });
}
