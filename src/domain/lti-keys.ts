import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { Outside } from "./outside-requests.ts";

/** The public keys of a platform, fetched when a token needs them. */
export type PlatformKeys = (system: Pick<LearningSystem, "keys_url">) => JWTVerifyGetKey;

const MOST_HELD = 200;

/** Keeps what each platform publishes for ten minutes and asks again for a key that it does not know, at most twice a minute, so that nobody makes us ask by sending tokens. */
export function platformKeys(outside: Outside): PlatformKeys {
  const held = new Map<string, JWTVerifyGetKey>();
  return ({ keys_url }) => {
    const known = held.get(keys_url);
    if (known) return known;
    if (held.size >= MOST_HELD) held.clear();
    const keys = createRemoteJWKSet(new URL(keys_url), { [customFetch]: (address) => fetched(outside, address), timeoutDuration: 15_000 });
    held.set(keys_url, keys);
    return keys;
  };
}

async function fetched(outside: Outside, address: string): Promise<Response> {
  const { status, body } = await outside(address);
  return new Response(body, { status: status >= 200 && status < 600 ? status : 502, headers: { "Content-Type": "application/json" } });
}
