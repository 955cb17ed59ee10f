import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Db } from "./tables.ts";

/** Where somebody looked at others' results from stands in the detail of this deed. */
export const SEEN = "results.seen";

/** The numbers of the entries that say something about this person: with one of these subjects, or with `publicId` in their detail, or from where they looked at others' results. */
export async function listNumbersAbout(db: Db, { id, public_id }: { id: number; public_id: string }, subjects: readonly string[]): Promise<number[]> {
  const seen = (rows: Knex.QueryBuilder) => rows.where({ deed: SEEN, actor_id: id });
  const added = (rows: Knex.QueryBuilder) => rows.where({ deed: "quiz.time-added" }).where("detail", "like", `%"person":"${public_id}"%`);
  const rows: Knex.QueryBuilder = db("audit_events").where((any) => any.whereIn("subject", [...subjects]).orWhere(seen).orWhere(added)).whereNot({ salt: "" }).orderBy("number").select("number");
  return ((await rows) as { number: number }[]).map(({ number }) => number);
}

/** The entries of one deed from before a time whose details are still there, the oldest first. */
export async function listNumbersBefore(db: Db, deed: string, before: string, limit: number): Promise<number[]> {
  const rows = await db("audit_events").where({ deed }).where("at", "<", before).whereNot({ salt: "" }).orderBy("number").limit(limit).select("number");
  return rows.map(({ number }) => number!);
}

/** Takes out what these entries say besides who, what, whom and when; their place in the chain holds. */
export async function updateDetails(tx: Db, numbers: readonly number[]): Promise<void> {
  for (const portion of inPortions(numbers, 500)) await tx("audit_events").whereIn("number", portion).update({ detail: "{}", salt: "" });
}
