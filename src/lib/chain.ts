import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Something that was noted: `at` as an ISO time, `detail` as JSON text. `salt` keeps what the detail said from being guessed once it is gone. */
export interface Entry { at: string; actor_id: number | null; deed: string; subject: string; detail: string; salt: string }

/** An entry in its place in the chain, from 1 on. With an empty `salt` its detail was taken out, and the digest of it is all that is left. */
export interface Link extends Entry { number: number; detail_digest: string; digest: string; hash: string }

/** Where a chain ends. One that has nothing in it ends at number 0. */
export interface Head { number: number; hash: string }

export const EMPTY: Head = { number: 0, hash: "0".repeat(64) };

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export function digestOfDetail({ salt, detail }: Pick<Entry, "salt" | "detail">): string {
  return sha256(JSON.stringify([salt, detail]));
}

/** SHA-256 over the canonical JSON of an entry: a list of its fields in this order, without spaces. */
export function digestOf({ at, actor_id, deed, subject }: Omit<Entry, "detail" | "salt">, detailDigest: string): string {
  return sha256(JSON.stringify([at, actor_id, deed, subject, detailDigest]));
}

/** The head after one more entry. PostgreSQL reckons the same in storage/migrations/027-audit-chain.ts. */
export function nextHead({ number, hash }: Head, digest: string): Head {
  return { number: number + 1, hash: sha256(`${hash} ${number + 1} ${digest}`) };
}

/** What somebody without the secret cannot make for a head of their own. */
export function signatureOf({ number, hash }: Head, secret: string): string {
  return createHmac("sha256", secret).update(`head of the audit log ${number} ${hash}`).digest("hex");
}

export function isSignedBy(head: Head & { signature: string }, secret: string): boolean {
  const [given, right] = [Buffer.from(head.signature), Buffer.from(signatureOf(head, secret))];
  return given.length === right.length && timingSafeEqual(given, right);
}
