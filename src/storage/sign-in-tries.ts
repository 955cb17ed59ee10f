import type { Db, SignInTries } from "./tables.ts";

/** ISO times. A clock that was wrong for a while may have left times that are still to come. */
export interface Stretch { since: string; until: string }
type Pair = Pick<SignInTries, "account" | "address">;

/** When this pair failed; holds the row until the transaction ends, so that two at once are counted one after the other. */
export async function findTriesLocked(db: Db, { account, address }: Pair): Promise<string[]> {
  const [row] = await db("sign_in_tries").insert({ account, address, times: "[]", last_at: "" }).onConflict(["account", "address"]).merge({ account }).returning("times");
  return JSON.parse(row!.times) as string[];
}

/** Failures in this stretch of time from this address, whatever the account. */
export async function countTriesFrom(db: Db, address: string, { since, until }: Stretch): Promise<number> {
  const rows = await db("sign_in_tries").select("times").where({ address }).where("last_at", ">", since);
  return rows.flatMap((row) => JSON.parse(row.times) as string[]).filter((time) => time > since && time <= until).length;
}

export async function updateTries(db: Db, { account, address }: Pair, times: string[]): Promise<void> {
  await db("sign_in_tries").where({ account, address }).update({ times: JSON.stringify(times), last_at: times.at(-1) ?? "" });
}

export async function deleteTries(db: Db, { account, address }: Pair): Promise<void> {
  await db("sign_in_tries").where({ account, address }).delete();
}

export async function deleteTriesOf(db: Db, account: string): Promise<void> {
  await db("sign_in_tries").where({ account }).delete();
}

/** Failures in this stretch of time of this account, from wherever. */
export async function countTriesOf(db: Db, account: string, { since, until }: Stretch): Promise<number> {
  const rows = await db("sign_in_tries").select("times").where({ account }).where("last_at", ">", since);
  return rows.flatMap((row) => JSON.parse(row.times) as string[]).filter((time) => time > since && time <= until).length;
}
