import type * as OpenId from "openid-client";
import type { Clock } from "../../lib/clock.ts";
import { onDemand } from "../../lib/on-demand.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { clientOf, explained, keepKeys } from "./oidc-discovery.ts";
import { oidcSettingsOf } from "./provider-settings.ts";
import type { Passage, Said, SettingOff, SpeakingRules } from "./said.ts";

const client = onDemand<typeof OpenId>("openid-client");

/**
 * The authorisation request (OpenID Connect Core 1.0, section 3.1.2.1) with state, nonce and PKCE (RFC 7636, S256). `hint` is an address that was typed; with `isAgain` the provider
 * asks anew who it is. A limit of age, however generous, makes it say when it last did. @throws SignInRefused
 */
export async function beginOidc(db: Db, provider: SignInProvider, callback: string, { hint, isAgain }: { hint: string; isAgain: boolean }, rules: SpeakingRules, now: Clock): Promise<SettingOff> {
  try {
    const config = await clientOf(db, provider, rules, now);
    const [verifier, nonce, state] = [client().randomPKCECodeVerifier(), client().randomNonce(), client().randomState()];
    const url = client().buildAuthorizationUrl(config, {
      redirect_uri: callback, scope: scopesOf(oidcSettingsOf(provider).scopes), state, nonce, code_challenge: await client().calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
      ...(hint && { login_hint: hint }), ...(isAgain ? { prompt: "login", max_age: "0" } : { max_age: String(YEAR) }),
    });
    return { address: url.href, key: state, kept: { verifier, nonce, state } };
  } catch (error) {
    throw explained(error);
  }
}

/** In seconds. */
const YEAR = 365 * 24 * 3600;

function scopesOf(more: string): string {
  return [...new Set(["openid", "profile", "email", ...more.split(/\s+/).filter(Boolean)])].join(" ");
}

/** Exchanges the code of an answer and checks what comes: signature, issuer, audience, nonce and times of the ID token, and that the user info is about the same subject. @throws SignInRefused */
export async function readOidcAnswer(db: Db, provider: SignInProvider, url: URL, kept: Readonly<Record<string, string>>, rules: SpeakingRules, now: Clock): Promise<Said> {
  try {
    const config = await clientOf(db, provider, rules, now);
    const tokens = await client().authorizationCodeGrant(config, url, { pkceCodeVerifier: kept["verifier"]!, expectedState: kept["state"]!, expectedNonce: kept["nonce"]!, idTokenExpected: true });
    const claims = tokens.claims()!;
    const more = config.serverMetadata().userinfo_endpoint === undefined ? {} : await client().fetchUserInfo(config, tokens.access_token, claims.sub);
    keepKeys(db, provider, config);
    return { issuer: claims.iss, subject: claims.sub, claims: { ...more, ...claims }, name: claims.sub, sid: textIn(claims["sid"]), hint: tokens.id_token, provenAt: momentOf(claims.auth_time) };
  } catch (error) {
    throw explained(error);
  }
}

/** Where the browser goes to end its session there too (RP-Initiated Logout 1.0); undefined where the provider has no such place or does not answer. */
export async function endOidc(db: Db, provider: SignInProvider, after: string, hint: string | undefined, rules: SpeakingRules, now: Clock): Promise<Passage | undefined> {
  const config = await clientOf(db, provider, rules, now).catch(() => undefined);
  if (config?.serverMetadata().end_session_endpoint === undefined) return undefined;
  return { address: client().buildEndSessionUrl(config, { post_logout_redirect_uri: after, ...(hint && { id_token_hint: hint }) }).href };
}

function momentOf(seconds: unknown): string | undefined {
  return typeof seconds === "number" && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : undefined;
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= 500 ? value : undefined;
}
