import type { Passkey } from "./account-tables.ts";
import { countRows } from "./counting-rows.ts";
import type { Db, New } from "./tables.ts";

/** In the order in which they were added. */
export function listPasskeysOf(db: Db, personId: number): Promise<Passkey[]> {
  return db("passkeys").where({ person_id: personId }).orderBy("id");
}

export function findPasskey(db: Db, credentialId: string): Promise<Passkey | undefined> {
  return db("passkeys").where({ credential_id: credentialId }).first();
}

export function findPasskeyOf(db: Db, personId: number, publicId: string): Promise<Passkey | undefined> {
  return db("passkeys").where({ person_id: personId, public_id: publicId }).first();
}

export function countPasskeysOf(db: Db, personId: number): Promise<number> {
  return countRows(db("passkeys").where({ person_id: personId }));
}

export async function insertPasskey(tx: Db, passkey: New<Passkey>): Promise<void> {
  await tx("passkeys").insert(passkey);
}

/** Says whether nobody used it meanwhile. */
export async function updatePasskeyUsed(db: Db, { id, counter }: Pick<Passkey, "id" | "counter">, newCounter: number, at: string): Promise<boolean> {
  return (await db("passkeys").where({ id, counter }).update({ counter: newCounter, last_used_at: at })) === 1;
}

export async function updatePasskeyName(db: Db, id: number, name: string): Promise<void> {
  await db("passkeys").where({ id }).update({ name });
}

export async function deletePasskey(tx: Db, id: number): Promise<void> {
  await tx("passkeys").where({ id }).delete();
}

export async function deletePasskeysOf(tx: Db, personId: number): Promise<void> {
  await tx("passkeys").where({ person_id: personId }).delete();
}

/** False where it was spent before. */
export async function insertSpentChallenge(db: Db, digest: string, expiresAt: string): Promise<boolean> {
  return (await db("spent_challenges").insert({ digest, expires_at: expiresAt }).onConflict("digest").ignore().returning("digest")).length === 1;
}

/** What is over is refused for its age. */
export async function deleteSpentBefore(db: Db, at: string): Promise<void> {
  await db("spent_challenges").where("expires_at", "<", at).delete();
}
