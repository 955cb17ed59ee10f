import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { MINUTE } from "../lib/clock.ts";
import { digest } from "../lib/ids.ts";
import { deleteSpentBefore, insertSpentChallenge } from "../storage/passkeys.ts";
import type { Db } from "../storage/tables.ts";

const CHANCE = 16;
const EXPIRY = 6;
const MAC = 16;
const LIFE = 5 * MINUTE;

/** Something to sign, good for five minutes and for one purpose. Only those that were answered are kept, so that visitors fill no table. */
export function newChallenge(secret: string, purpose: string, at: Date): Uint8Array<ArrayBuffer> {
  const expiry = Buffer.alloc(EXPIRY);
  expiry.writeUIntBE(at.getTime() + LIFE, 0, EXPIRY);
  const head = Buffer.concat([randomBytes(CHANCE), expiry]);
  return new Uint8Array(Buffer.concat([head, macOf(head, secret, purpose)]));
}

/** Whether we made it for this purpose not longer than five minutes ago. `challenge` is base64url. */
export function isChallenge(challenge: string, secret: string, purpose: string, at: Date): boolean {
  const bytes = Buffer.from(challenge, "base64url");
  if (bytes.length !== CHANCE + EXPIRY + MAC) return false;
  const head = bytes.subarray(0, CHANCE + EXPIRY);
  return timingSafeEqual(macOf(head, secret, purpose), bytes.subarray(CHANCE + EXPIRY)) && expiryOf(head) > at.getTime();
}

/** Takes an answered challenge once; false for one that was answered before. */
export async function spendChallenge(db: Db, challenge: string): Promise<boolean> {
  const expiry = expiryOf(Buffer.from(challenge, "base64url"));
  await deleteSpentBefore(db, new Date(expiry - 2 * LIFE).toISOString());
  return insertSpentChallenge(db, digest(challenge), new Date(expiry).toISOString());
}

function expiryOf(head: Buffer): number {
  return head.readUIntBE(CHANCE, EXPIRY);
}

function macOf(head: Buffer, secret: string, purpose: string): Buffer {
  return createHmac("sha256", secret).update(`challenge for ${purpose}\0`).update(head).digest().subarray(0, MAC);
}
