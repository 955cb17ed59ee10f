import { digest } from "../../lib/ids.ts";
import { later, MINUTE, type Clock } from "../../lib/clock.ts";
import type { SignInProvider, SignInRequest } from "../../storage/sign-in-tables.ts";
import { insertSpentToken } from "../../storage/spent-tokens.ts";
import type { Db } from "../../storage/tables.ts";
import { readOidcAnswer } from "./oidc.ts";
import { samlSettingsOf } from "./provider-settings.ts";
import { SignInRefused } from "./refusals.ts";
import { claimRequest, keepAnswer, keepUnasked, keptIn, openRequest } from "./requests.ts";
import type { Said, SpeakingRules } from "./said.ts";
import { lookOver } from "./saml-answer-shape.ts";
import { readSamlAnswer, type Places } from "./saml.ts";

const FRESH = 5 * MINUTE;

/** An answer of OpenID Connect in an address: only to the browser that set off, and once. The request that it answers comes back. @throws SignInRefused */
export async function takeOidcAnswer(db: Db, provider: SignInProvider, url: URL, browser: string, rules: SpeakingRules, now: Clock): Promise<SignInRequest> {
  const request = await openRequest(db, provider, url.searchParams.get("state") ?? "", now());
  if (request.browser_hash !== digest(browser)) throw new SignInRefused("other-browser");
  await claimRequest(db, request, now());
  const said = await readOidcAnswer(db, provider, url, keptIn(request, rules.secret), rules, now);
  await keepAnswer(db, request, said, rules.secret);
  return request;
}

interface SamlAnswer { response: string; relay: string; network: string }

/**
 * An answer of SAML that a browser posted from the provider's page, without a cookie of ours: checked and kept, and only the browser that set off can take it. Where the administrator allows it, one that nobody asked for is taken too:
 * then `browser` is what the browser that brought it gets as its cookie. @throws SignInRefused
 */
export async function takeSamlAnswer(db: Db, provider: SignInProvider, { response, relay, network }: SamlAnswer, places: Places, { secret }: SpeakingRules, now: Clock): Promise<{ request: string; browser?: string }> {
  const { takesUnasked } = samlSettingsOf(provider);
  const shape = lookOver(Buffer.from(response, "base64").toString("utf8"), provider.issuer, places.acs, { takesUnasked });
  if (shape.inResponseTo === undefined) {
    const told = await readSamlAnswer(db, provider, response, shape, places, secret, now());
    await firstAndFresh(db, provider, told, now());
    return keepUnasked(db, provider, { ...told, isUnasked: true }, { network, to: relay }, secret, now());
  }
  const request = await openRequest(db, provider, shape.inResponseTo, now());
  const said = await readSamlAnswer(db, provider, response, shape, places, secret, now());
  if (relay !== keptIn(request, secret)["relay"]) throw new SignInRefused("other-request");
  await claimRequest(db, request, now());
  await keepAnswer(db, request, said, secret);
  return { request: request.public_id };
}

/** What no request bounds is bounded by itself: made just now, and taken once (Profiles, section 4.1.4.5). */
async function firstAndFresh(db: Db, provider: SignInProvider, { once }: Said, at: Date): Promise<void> {
  if (!once || once.id === "") throw new SignInRefused("odd", "an assertion without an ID");
  if (Math.abs(at.getTime() - Date.parse(once.madeAt)) > FRESH) throw new SignInRefused("expired");
  if (!(await insertSpentToken(db, digest(`${provider.id} ${once.id}`), later(at, 2 * FRESH).toISOString(), at.toISOString()))) throw new SignInRefused("replayed");
}
