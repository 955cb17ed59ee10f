import type { ApiReply } from "./api-tables.ts";
import type { Db } from "./tables.ts";

type Key = Pick<ApiReply, "token_id" | "key">;

/** Says whether this run has the key now: it was free, or what stood there is forgotten or was abandoned. */
export async function takeReply(db: Db, reply: Omit<ApiReply, "status" | "reply">, { forgottenBefore, abandonedBefore }: { forgottenBefore: string; abandonedBefore: string }): Promise<boolean> {
  const fresh = { ...reply, status: null, reply: null };
  const rows = await db("api_replies").insert(fresh).onConflict(["token_id", "key"]).merge(fresh)
    .where((old) => old.where("api_replies.begun_at", "<=", forgottenBefore).orWhere((open) => open.whereNull("api_replies.status").where("api_replies.begun_at", "<=", abandonedBefore))).returning("run");
  return rows.length > 0;
}

export function findReply(db: Db, { token_id, key }: Key): Promise<ApiReply | undefined> {
  return db("api_replies").where({ token_id, key }).first();
}

/** Says whether this run still had it. */
export async function updateReply(tx: Db, { token_id, key, run, status, reply }: Pick<ApiReply, "token_id" | "key" | "run" | "status" | "reply">): Promise<boolean> {
  return (await tx("api_replies").where({ token_id, key, run }).whereNull("status").update({ status, reply })) === 1;
}

export async function deleteReply(db: Db, { token_id, key, run }: Pick<ApiReply, "token_id" | "key" | "run">): Promise<void> {
  await db("api_replies").where({ token_id, key, run }).whereNull("status").delete();
}

export async function deleteRepliesBefore(db: Db, at: string): Promise<void> {
  await db("api_replies").where("begun_at", "<", at).delete();
}

/** What programs were answered about somebody: what is kept for a day names them. */
export async function deleteRepliesAbout(tx: Db, publicId: string): Promise<void> {
  await tx("api_replies").whereLike("reply", `%"${publicId}"%`).delete();
}
