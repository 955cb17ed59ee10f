import { countRows } from "./counting-rows.ts";
import type { SignInRequest } from "./sign-in-tables.ts";
import type { Db, New } from "./tables.ts";

export async function insertSignInRequest(db: Db, request: New<SignInRequest>): Promise<void> {
  await db("sign_in_requests").insert(request);
}

export function countOpenRequests(db: Db, network: string, at: string): Promise<number> {
  return countRows(db("sign_in_requests").where({ network }).whereNull("answered_at").where("expires_at", ">", at));
}

/** Nobody has answered it, and it is not too old. */
export function findOpenRequest(db: Db, providerId: number, keyHash: string, at: string): Promise<SignInRequest | undefined> {
  return db("sign_in_requests").where({ provider_id: providerId, key_hash: keyHash }).whereNull("answered_at").where("expires_at", ">", at).first();
}

/** Says whether this was the first answer: of any number of them at once, in whatever processes, one is. */
export async function updateAnswered(db: Db, id: number, at: string): Promise<boolean> {
  return (await db("sign_in_requests").where({ id }).whereNull("answered_at").update({ answered_at: at })) === 1;
}

export async function updateAnswer(db: Db, id: number, answer: string): Promise<void> {
  await db("sign_in_requests").where({ id }).update({ answer });
}

/** The request that this browser brings back, if nobody used its answer up; then it is used up. */
export async function findAndUseRequest(db: Db, publicId: string, browserHash: string, at: string): Promise<SignInRequest | undefined> {
  const [row] = await db("sign_in_requests").where({ public_id: publicId, browser_hash: browserHash }).whereNull("used_at").whereNotNull("answer").where("expires_at", ">", at).update({ used_at: at }).returning("*");
  return row;
}

/** What an administrator tried, as long as it is kept. */
export function findTrial(db: Db, publicId: string, personId: number, at: string): Promise<SignInRequest | undefined> {
  return db("sign_in_requests").where({ public_id: publicId, person_id: personId, purpose: "trial" }).whereNotNull("used_at").where("expires_at", ">", at).first();
}

export async function deleteRequestsBefore(db: Db, at: string): Promise<void> {
  await db("sign_in_requests").where("expires_at", "<=", at).delete();
}
