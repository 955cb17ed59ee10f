import type * as Jose from "jose";
import type * as OpenId from "openid-client";
import { HOUR, systemClock, type Clock } from "../../lib/clock.ts";
import { onDemand } from "../../lib/on-demand.ts";
import { unseal } from "../../lib/sealing.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { AddressRefused, checkedFetch, type CheckedFetch } from "./checked-fetch.ts";
import { oidcSettingsOf } from "./provider-settings.ts";
import { SignInRefused } from "./refusals.ts";
import { keyIdOf, signingKey } from "./saml-keys.ts";
import type { SpeakingRules } from "./said.ts";

const jose = onDemand<typeof Jose>("jose");
const client = onDemand<typeof OpenId>("openid-client");

export const SEALED_SECRET = "client secret of a sign-in provider";

type Metadata = OpenId.ServerMetadata;
interface Held { server: Metadata; readAt: number; keys?: OpenId.ExportedJWKSCache | undefined }

/** What issuers published, by the address that was asked, for an hour. */
const published = new WeakMap<Db, Map<string, Held>>();

/**
 * What an issuer publishes of itself (OpenID Connect Discovery 1.0, section 4), asked anew. It must call itself exactly what it was called, and so cannot be one address for the organisations of many.
 * @throws SignInRefused
 */
export async function discover(issuer: string, origins: readonly string[]): Promise<Metadata> {
  try {
    const found = await client().discovery(new URL(issuer), "nobody", undefined, client().None(), { execute: insecure(issuer), [client().customFetch]: fetchOf(origins) });
    const server = JSON.parse(JSON.stringify(found.serverMetadata())) as Metadata;
    if (server.issuer !== issuer) throw new SignInRefused("issuer-other", server.issuer);
    return server;
  } catch (error) {
    throw explained(error);
  }
}

/** A client of this provider, by what the issuer published within the last hour. */
export async function clientOf(db: Db, provider: SignInProvider, { secret, origins }: SpeakingRules, now: Clock): Promise<OpenId.Configuration> {
  const { clientId, clientProof } = oidcSettingsOf(provider);
  const held = await heldOf(db, provider.issuer, origins, now);
  const clientSecret = provider.sealed_secret === null ? undefined : unseal(provider.sealed_secret, secret, SEALED_SECRET);
  if (provider.sealed_secret !== null && clientSecret === undefined) throw new SignInRefused("sealed");
  const skew = Math.round((now().getTime() - systemClock().getTime()) / 1000);
  const config = new (client().Configuration)(held.server, clientId, { [client().clockSkew]: skew }, clientProof === "key" ? await byKey(db, secret, now) : authenticationOf(clientSecret, held.server));
  config[client().customFetch] = fetchOf(origins);
  for (const execute of insecure(provider.issuer)) execute(config);
  client().enableNonRepudiationChecks(config);
  if (held.keys) client().setJwksCache(config, held.keys);
  return config;
}

/** The keys that were fetched meanwhile need not be fetched again. */
export function keepKeys(db: Db, { issuer }: SignInProvider, config: OpenId.Configuration): void {
  const held = published.get(db)?.get(issuer);
  if (held) held.keys = client().getJwksCache(config);
}

export function fetchOf(origins: readonly string[]): OpenId.CustomFetch {
  const ask: CheckedFetch = checkedFetch(origins);
  return (url, { method, headers, body, signal }) => ask(url, { method, headers, body, signal });
}

async function heldOf(db: Db, issuer: string, origins: readonly string[], now: Clock): Promise<Held> {
  const known = published.get(db) ?? new Map<string, Held>();
  published.set(db, known);
  const age = now().getTime() - (known.get(issuer)?.readAt ?? -Infinity);
  if (age < 0 || age > HOUR) known.set(issuer, { server: await discover(issuer, origins), readAt: now().getTime() });
  return known.get(issuer)!;
}

/** Only an origin that WEBHOOK_ORIGINS names is asked by http at all. */
function insecure(issuer: string): ((config: OpenId.Configuration) => void)[] {
  return issuer.startsWith("http:") ? [client().allowInsecureRequests] : [];
}

/** A signed assertion instead of a secret (private_key_jwt: OpenID Connect Core 1.0, section 9; RFC 7523): the provider finds the key at our key set. */
async function byKey(db: Db, secret: string, now: Clock): Promise<OpenId.ClientAuth> {
  const { privateKey, certificate } = await signingKey(db, secret, now());
  return client().PrivateKeyJwt({ key: await jose().importPKCS8(privateKey, "RS256"), kid: keyIdOf(certificate) });
}

function authenticationOf(secret: string | undefined, { token_endpoint_auth_methods_supported: methods = ["client_secret_basic"] }: Metadata): OpenId.ClientAuth {
  if (secret === undefined) return client().None();
  return methods.includes("client_secret_post") ? client().ClientSecretPost(secret) : client().ClientSecretBasic(secret);
}

/** In words: why the provider could not be asked, or what was wrong with its answer. Its messages hold names of claims, never a token. */
export function explained(error: unknown): Error {
  if (error instanceof SignInRefused) return error;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AddressRefused || (cause as { code?: string }).code === "ENOTPUBLIC") return new SignInRefused("address", cause instanceof AddressRefused ? cause.flaw : "inside");
    const { code = cause.name } = cause as { code?: string | number };
    if (["AbortError", "TimeoutError"].includes(cause.name) || /^E[A-Z]+$/.test(String(code))) return new SignInRefused("silent", String(code));
  }
  const { error: said } = error as { error?: unknown };
  if (said === "access_denied") return new SignInRefused("denied");
  return new SignInRefused("odd", [...new Set([said, ...messagesIn(error)])].filter((part) => typeof part === "string").join(": "));
}

function messagesIn(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesIn(error.cause)] : [];
}
