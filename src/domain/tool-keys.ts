import type * as Jose from "jose";
import type { JWK, JWTPayload } from "jose";
import { DAY, later } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { onDemand } from "../lib/on-demand.ts";
import { seal, unseal } from "../lib/sealing.ts";
import { deleteToolKeys, insertToolKey, listToolKeys } from "../storage/learning-systems.ts";
import type { ToolKey } from "../storage/learning-tables.ts";
import type { Db } from "../storage/tables.ts";

const jose = onDemand<typeof Jose>("jose");

const SEALED_FOR = "key of the learning tool";
/** A key signs for so long, the next one is published so long before it signs, and one that signs no more stays published as long. */
const AGE = 90 * DAY;
const AHEAD = 7 * DAY;

/** The public halves of all keys that a platform may meet, as a JSON Web Key Set (RFC 7517). */
export async function toolKeySet(db: Db, secret: string, at: Date): Promise<{ keys: JWK[] }> {
  const keys = await readableKeys(db, secret);
  return { keys: (keys.length > 0 ? keys : [await addKey(db, secret, at, at)]).map(({ public_key }) => JSON.parse(public_key) as JWK) };
}

/** Signs what platforms check with our key set: RS256, with the name of the key. Times stand in the claims already. */
export async function signAsTool(db: Db, secret: string, claims: JWTPayload, at: Date): Promise<string> {
  const now = at.toISOString();
  const key = (await readableKeys(db, secret)).find(({ used_from }) => used_from <= now) ?? (await addKey(db, secret, at, at));
  const signer = await jose().importPKCS8(unseal(key.sealed_key, secret, SEALED_FOR)!, "RS256");
  return new (jose().SignJWT)(claims).setProtectedHeader({ alg: "RS256", typ: "JWT", kid: key.kid }).sign(signer);
}

/** Publishes the next key in time and takes away the one before the last. Nothing happens before the first key was needed. */
export async function tendToolKeys(db: Db, secret: string, at: Date): Promise<void> {
  const keys = await listToolKeys(db);
  const newest = keys[0];
  if (newest && later(new Date(newest.used_from), AGE - AHEAD) <= at) await addKey(db, secret, at, later(at, AHEAD));
  const replaced = keys.filter((_key, place) => place > 0 && later(new Date(keys[place - 1]!.used_from), AHEAD) <= at);
  if (replaced.length > 0) await deleteToolKeys(db, replaced.map(({ kid }) => kid));
}

/** With another SESSION_SECRET the old keys cannot sign: they are not offered either. */
async function readableKeys(db: Db, secret: string): Promise<ToolKey[]> {
  return (await listToolKeys(db)).filter(({ sealed_key }) => unseal(sealed_key, secret, SEALED_FOR) !== undefined);
}

async function addKey(db: Db, secret: string, at: Date, usedFrom: Date): Promise<ToolKey> {
  const { publicKey, privateKey } = await jose().generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
  const kid = newPublicId();
  const key = {
    kid, public_key: JSON.stringify({ ...(await jose().exportJWK(publicKey)), kid, alg: "RS256", use: "sig" }), sealed_key: seal(await jose().exportPKCS8(privateKey), secret, SEALED_FOR),
    created_at: at.toISOString(), used_from: usedFrom.toISOString(),
  };
  await insertToolKey(db, key);
  return key;
}
