import type * as Jose from "jose";
import type { JWTVerifyGetKey } from "jose";
import { onDemand } from "../lib/on-demand.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { RequestOffice } from "./request-office.ts";

const jose = onDemand<typeof Jose>("jose");

/** The public keys of a platform, fetched when a token needs them. */
export type PlatformKeys = (system: Pick<LearningSystem, "keys_url">) => JWTVerifyGetKey;

const MOST_HELD = 200;

/** Keeps what each platform publishes for ten minutes and asks again for a key that it does not know, at most twice a minute, so that nobody makes us ask by sending tokens. */
export function platformKeys(office: RequestOffice): PlatformKeys {
  const held = new Map<string, JWTVerifyGetKey>();
  return ({ keys_url }) => {
    const known = held.get(keys_url);
    if (known) return known;
    if (held.size >= MOST_HELD) held.clear();
    const keys = jose().createRemoteJWKSet(new URL(keys_url), { [jose().customFetch]: (address) => fetched(office, address), timeoutDuration: 15_000 });
    held.set(keys_url, keys);
    return keys;
  };
}

async function fetched(office: RequestOffice, address: string): Promise<Response> {
  const answer = await office(address, { method: "GET", headers: { Accept: "application/json" } });
  return "fault" in answer || answer.status !== 200 ? Response.error() : new Response(answer.text, { headers: { "Content-Type": "application/json" } });
}
