import type * as Jose from "jose";
import type { JWTPayload } from "jose";
import { z } from "zod";
import { later, MINUTE } from "../lib/clock.ts";
import { digest, newToken } from "../lib/ids.ts";
import { onDemand } from "../lib/on-demand.ts";
import { insertLaunchState, takeLaunchState } from "../storage/launches.ts";
import { findOpenSystem, listOpenSystems } from "../storage/learning-systems.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { Db } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { CLAIM, DEEP_LINKING, LAUNCH, launchClaims, type LaunchClaims, type ResourceLaunch } from "./lti-claims.ts";
import type { PlatformKeys } from "./lti-keys.ts";

const jose = onDemand<typeof Jose>("jose");

const CLOCK_TOLERANCE = 300;
const LASTS = 10 * MINUTE;

/** What a platform sends to begin (OpenID Connect Core 4, LTI 1.3 Security Framework 5.1.1). */
export const initiation = z.object({
  iss: z.string().min(1).max(500), login_hint: z.string().min(1).max(2_000), target_link_uri: z.string().min(1).max(2_000),
  lti_message_hint: z.string().max(10_000).optional(), client_id: z.string().max(500).optional(), lti_deployment_id: z.string().max(255).optional(),
});

/** Where the browser goes next, and what must come back with it. `state` is a secret of this browser. */
export interface Begun { state: string; address: string }

/** @throws Refused where no registration fits, or where the launch would lead away from this site */
export async function beginLaunch(db: Db, wish: z.infer<typeof initiation>, site: string, at: Date): Promise<Begun> {
  const system = await systemFor(db, wish);
  if (!isOurs(wish.target_link_uri, site)) throw new Refused("launching.refusals.target");
  const [state, nonce] = [newToken(), newToken()];
  await insertLaunchState(db, { state_hash: digest(state), system_id: system.id, nonce_hash: digest(nonce), expires_at: later(at, LASTS).toISOString() });
  const address = new URL(system.login_url);
  const { login_hint, lti_message_hint } = wish;
  const asked = {
    scope: "openid", response_type: "id_token", response_mode: "form_post", prompt: "none", client_id: system.client_id, redirect_uri: `${site}/lti/launch`, state, nonce, login_hint, ...(lti_message_hint !== undefined && { lti_message_hint }),
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return { state, address: address.href };
}

async function systemFor(db: Db, { iss, client_id, lti_deployment_id }: z.infer<typeof initiation>): Promise<LearningSystem> {
  const known = (await listOpenSystems(db)).filter((system) => system.issuer === iss && (client_id === undefined || system.client_id === client_id));
  const fitting = known.length > 1 && lti_deployment_id !== undefined ? known.filter((system) => deploymentsOf(system).includes(lti_deployment_id)) : known;
  if (fitting.length !== 1) throw new Refused(fitting.length === 0 ? "launching.refusals.unknown" : "launching.refusals.several");
  return fitting[0]!;
}

/** A launch that was proven to come from its platform, for this browser, now and once. */
export interface Launch<Claims extends LaunchClaims = LaunchClaims> { system: LearningSystem; claims: Claims }

/**
 * Checks what came back: the state is one of ours and was not used, the token is signed by the platform with RS256 and a named key, for us, in time (five minutes of difference between clocks are forgiven), with our nonce,
 * of a known deployment, in the version 1.3.0, and leads to this site (LTI 1.3 Core 5.3; Security Framework 5.1.3). @throws Refused with what did not fit
 */
export async function checkLaunch(db: Db, { state, id_token }: { state: string; id_token: string }, site: string, keys: PlatformKeys, at: Date): Promise<Launch> {
  const begun = await takeLaunchState(db, digest(state), at.toISOString());
  const system = begun && (await findOpenSystem(db, begun.system_id));
  if (!begun || !system) throw new Refused("launching.refusals.state");
  const payload = await verified(id_token, system, keys, at);
  if (typeof payload["nonce"] !== "string" || digest(payload["nonce"]) !== begun.nonce_hash) throw new Refused("launching.refusals.nonce");
  const claims = claimsIn(payload, system);
  if (!deploymentsOf(system).includes(claims[CLAIM.deployment])) throw new Refused("launching.refusals.deployment", "form", { deployment: claims[CLAIM.deployment] });
  if (!isOurs(claims[CLAIM.target], site)) throw new Refused("launching.refusals.target");
  return { system, claims };
}

async function verified(token: string, system: LearningSystem, keys: PlatformKeys, at: Date): Promise<JWTPayload> {
  const find = keys(system);
  try {
    const { payload } = await jose().jwtVerify(token, (header, jws) => {
      if (header.kid === undefined) throw new (jose().errors.JWKSNoMatchingKey)();
      return find(header, jws);
    }, { algorithms: ["RS256"], issuer: system.issuer, audience: system.client_id, currentDate: at, clockTolerance: CLOCK_TOLERANCE, maxTokenAge: 3600, requiredClaims: ["exp", "iat", "nonce"] });
    return payload;
  } catch (error) {
    throw new Refused(`launching.refusals.${flawIn(error)}`);
  }
}

/** What a token that cannot be trusted has wrong, as the end of a key. */
function flawIn(error: unknown): string {
  if (error instanceof jose().errors.JWTExpired) return "expired";
  if (error instanceof jose().errors.JWTClaimValidationFailed) return ["iss", "aud", "iat"].includes(error.claim) && error.reason === "check_failed" ? { iss: "issuer", aud: "audience", iat: "expired" }[error.claim]! : "claims";
  return error instanceof jose().errors.JWSSignatureVerificationFailed || error instanceof jose().errors.JWSInvalid || error instanceof jose().errors.JWTInvalid || error instanceof jose().errors.JOSEAlgNotAllowed || error instanceof jose().errors.JOSENotSupported
    || error instanceof jose().errors.JWKSNoMatchingKey || error instanceof jose().errors.JWKSMultipleMatchingKeys ? "signature" : "keys";
}

function claimsIn(payload: JWTPayload, { client_id }: LearningSystem): LaunchClaims {
  const read = launchClaims.safeParse(payload);
  if (!read.success) throw new Refused(`launching.refusals.${read.error.issues.map(({ message }) => message).find((message) => message === "version" || message === "message") ?? "claims"}`);
  const { aud, azp } = read.data;
  if ((Array.isArray(aud) && aud.length > 1 && azp === undefined) || (azp !== undefined && azp !== client_id)) throw new Refused("launching.refusals.audience");
  return read.data;
}

export function isResourceLaunch(launch: Launch): launch is Launch<ResourceLaunch> {
  return launch.claims[CLAIM.type] === LAUNCH;
}

export function isDeepLinking(launch: Launch): launch is Launch<Exclude<LaunchClaims, ResourceLaunch>> {
  return launch.claims[CLAIM.type] === DEEP_LINKING;
}

function deploymentsOf({ deployments }: Pick<LearningSystem, "deployments">): string[] {
  return JSON.parse(deployments) as string[];
}

/** Whether an address is one of this site. */
export function isOurs(address: string, site: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(site).origin;
}
