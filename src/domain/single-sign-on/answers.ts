import { digest } from "../../lib/ids.ts";
import type { Clock } from "../../lib/clock.ts";
import type { SignInProvider, SignInRequest } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { readOidcAnswer } from "./oidc.ts";
import { SignInRefused } from "./refusals.ts";
import { claimRequest, keepAnswer, keptIn, openRequest } from "./requests.ts";
import type { SpeakingRules } from "./said.ts";
import { lookOver } from "./saml-answer-shape.ts";
import { readSamlAnswer, type Places } from "./saml.ts";

/** An answer of OpenID Connect in an address: only to the browser that set off, and once. The request that it answers comes back. @throws SignInRefused */
export async function takeOidcAnswer(db: Db, provider: SignInProvider, url: URL, browser: string, rules: SpeakingRules, now: Clock): Promise<SignInRequest> {
  const request = await openRequest(db, provider, url.searchParams.get("state") ?? "", now());
  if (request.browser_hash !== digest(browser)) throw new SignInRefused("other-browser");
  await claimRequest(db, request, now());
  const said = await readOidcAnswer(db, provider, url, keptIn(request, rules.secret), rules, now);
  await keepAnswer(db, request, said, rules.secret);
  return request;
}

/** An answer of SAML that a browser posted from the provider's page, without a cookie of ours: checked and kept, and only the browser that set off can take it. @throws SignInRefused */
export async function takeSamlAnswer(db: Db, provider: SignInProvider, { response, relay }: { response: string; relay: string }, places: Places, { secret }: SpeakingRules, now: Clock): Promise<SignInRequest> {
  const shape = lookOver(Buffer.from(response, "base64").toString("utf8"), provider.issuer, places.acs);
  const request = await openRequest(db, provider, shape.inResponseTo, now());
  const said = await readSamlAnswer(db, provider, response, shape, places, secret, now());
  if (relay !== keptIn(request, secret)["relay"]) throw new SignInRefused("other-request");
  await claimRequest(db, request, now());
  await keepAnswer(db, request, said, secret);
  return request;
}
