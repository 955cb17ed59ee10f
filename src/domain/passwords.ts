import { hash, verify } from "@node-rs/argon2";
import { digest, newToken } from "../lib/ids.ts";
import type { Person } from "../storage/tables.ts";

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** Argon2id as OWASP's password storage cheat sheet has it; the hash itself says with what it was made. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MADE_TODAY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

/** Whether it was made otherwise than today, with less work or another function, and should be made anew while the password is at hand. */
export function isOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(MADE_TODAY);
}

/** What a session keeps of the password that opened it: with a new password it does not fit any more, with the same one hashed anew it does. */
export function sealOf({ password_hash, password_seal }: Pick<Person, "password_hash"> & Partial<Pick<Person, "password_seal">>): string {
  return password_seal ?? digest(password_hash ?? "").slice(0, 16);
}

let nobodysHash: Promise<string> | undefined;

/** Takes as long where there is no account, so that the wait does not tell who has one. */
export async function isPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  nobodysHash ??= hashPassword(newToken());
  const decoy = await nobodysHash;
  const fits = await verify(passwordHash || decoy, password.normalize("NFKC"));
  return fits && Boolean(passwordHash);
}
