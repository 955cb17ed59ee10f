import type { Db } from "./tables.ts";

/** Says whether it was not spent before: of any number at once, in whatever processes, one is first. What is old is forgotten. */
export async function insertSpentToken(db: Db, key: string, until: string, at: string): Promise<boolean> {
  await db("spent_tokens").where("until", "<=", at).delete();
  const rows = await db("spent_tokens").insert({ key, until }).onConflict("key").ignore().returning("key");
  return rows.length > 0;
}
