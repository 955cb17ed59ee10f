import type { Knex } from "knex";
import { insertInBatches } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import { versionsRestingOn } from "./doubts.ts";
import type { Attempt, Db, FactStanding, New, Recount } from "./tables.ts";

/** Nobody starts, answers or finishes an attempt until the transaction ends; whoever is in the middle of it ends first. Readers do not wait. SQLite has one writer anyway. */
export async function lockAttempts(tx: Db): Promise<void> {
  if (isPostgresDb(tx)) await tx.raw("LOCK TABLE attempts IN EXCLUSIVE MODE");
}

/** Attempts whose paper has a question that rests on the fact. */
export function listAttemptsRestingOn(db: Db, factId: number): Promise<Attempt[]> {
  const papers = db("paper_items").whereIn("question_version_id", versionsRestingOn(db, [factId])).select("attempt_id");
  return db("attempts").whereIn("id", papers).orderBy("id");
}

/** A recount with what was said of the fact that brought it about. */
export type ExplainedRecount = Recount & Pick<FactStanding, "standing">;

/** How a result came to be what it is; the oldest first. */
export async function listRecountsOf(db: Db, attemptId: number): Promise<ExplainedRecount[]> {
  const rows: Knex.QueryBuilder = db("recounts").join("fact_standings", "fact_standings.id", "recounts.fact_standing_id").where({ attempt_id: attemptId })
    .orderBy("recounts.id").select("recounts.*", "fact_standings.standing");
  return (await rows) as ExplainedRecount[];
}

/** Append only. */
export async function insertRecounts(db: Db, recounts: readonly New<Recount>[]): Promise<void> {
  await insertInBatches(db, "recounts", recounts);
}
