import type * as Jose from "jose";
import type { JWTPayload } from "jose";
import { digest } from "../../lib/ids.ts";
import { HOUR, later, MINUTE, type Clock } from "../../lib/clock.ts";
import { onDemand } from "../../lib/on-demand.ts";
import { deleteFederatedSessions } from "../../storage/federated-sessions.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import { insertSpentToken } from "../../storage/spent-tokens.ts";
import type { Db } from "../../storage/tables.ts";
import { clientOf, explained, fetchOf } from "./oidc-discovery.ts";
import { oidcSettingsOf } from "./provider-settings.ts";
import { SignInRefused } from "./refusals.ts";
import type { SpeakingRules } from "./said.ts";

const jose = onDemand<typeof Jose>("jose");

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Signed with a key that only the issuer has; a shared secret or none is not enough. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
const OLDEST = 10 * MINUTE;

/** Ends the sessions that a logout token names (OpenID Connect Back-Channel Logout 1.0, sections 2.4 to 2.6), and says how many. A token is taken once. @throws SignInRefused */
export async function logOutByToken(db: Db, provider: SignInProvider, token: string, rules: SpeakingRules, now: Clock): Promise<number> {
  const claims = await checked(db, provider, token, rules, now);
  const [subject, sid, id] = [claims.sub, claims["sid"], claims.jti];
  const events = claims["events"] as Record<string, unknown> | undefined;
  if (typeof events !== "object" || typeof events?.[EVENT] !== "object" || claims["nonce"] !== undefined || id === undefined) throw new SignInRefused("odd", "no logout token");
  if (subject === undefined && typeof sid !== "string") throw new SignInRefused("odd", "a logout token about nobody");
  const isFirst = await insertSpentToken(db, digest(`${provider.id} ${id}`), later(now(), 2 * HOUR).toISOString(), now().toISOString());
  if (!isFirst) throw new SignInRefused("replayed");
  return deleteFederatedSessions(db, provider.id, { subject, sid: typeof sid === "string" ? sid : undefined });
}

async function checked(db: Db, provider: SignInProvider, token: string, rules: SpeakingRules, now: Clock): Promise<JWTPayload> {
  try {
    const { jwks_uri } = (await clientOf(db, provider, rules, now)).serverMetadata();
    const ask = fetchOf(rules.origins);
    const keys = jose().createRemoteJWKSet(new URL(jwks_uri!), { [jose().customFetch]: (url, { headers, signal }) => ask(url, { method: "GET", headers: Object.fromEntries(headers), body: undefined, signal, redirect: "manual" }) });
    const { payload, protectedHeader } = await jose().jwtVerify(token, keys, {
      issuer: provider.issuer, audience: oidcSettingsOf(provider).clientId, algorithms: ALGORITHMS, currentDate: now(), clockTolerance: 60, maxTokenAge: OLDEST / 1000, requiredClaims: ["iat"],
    });
    if (protectedHeader.typ !== undefined && !/^(?:application\/)?(?:logout\+)?jwt$/i.test(protectedHeader.typ)) throw new SignInRefused("odd", "typ");
    return payload;
  } catch (error) {
    throw explained(error);
  }
}
