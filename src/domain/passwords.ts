import { hash, verify } from "@node-rs/argon2";
import { digest, newToken } from "../lib/ids.ts";

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** Argon2id as OWASP's password storage cheat sheet has it; the hash itself says with what it was made. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

/** What a session keeps of the hash that opened it: with a new password it does not fit any more. */
export function sealOf(passwordHash: string | null): string {
  return digest(passwordHash ?? "").slice(0, 16);
}

let nobodysHash: Promise<string> | undefined;

/** Takes as long where there is no account, so that the wait does not tell who has one. */
export async function isPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  nobodysHash ??= hashPassword(newToken());
  const decoy = await nobodysHash;
  const fits = await verify(passwordHash || decoy, password.normalize("NFKC"));
  return fits && Boolean(passwordHash);
}
