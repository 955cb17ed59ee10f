import type { Knex } from "knex";
import { insertInBatches } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import { versionsRestingOn } from "./doubts.ts";
import type { RegradeKind, Recount } from "./regrade-tables.ts";
import { statement } from "./statements.ts";
import type { Attempt, Db, FactStanding, New } from "./tables.ts";

/** Nobody starts, answers or finishes an attempt until the transaction ends; whoever is in the middle of it ends first. Readers do not wait. SQLite has one writer anyway. */
export async function lockAttempts(tx: Db): Promise<void> {
  if (isPostgresDb(tx)) await tx.raw("LOCK TABLE attempts IN EXCLUSIVE MODE");
}

/** Attempts whose paper has a question that rests on the fact. */
export function listAttemptsRestingOn(db: Db, factId: number): Promise<Attempt[]> {
  const papers = db("paper_items").whereIn("question_version_id", versionsRestingOn(db, [factId])).select("attempt_id");
  return db("attempts").whereIn("id", papers).orderBy("id");
}

/** A recount with why, and whether its attempt adapts: what was said of a fact, or what kind of regrade it was and the reason for it, or for its reversal. */
export interface ExplainedRecount extends Recount { standing: FactStanding["standing"] | null; kind: RegradeKind | null; reason: string | null; adaptive: Attempt["adaptive"] }

/** How a result came to be what it is; the oldest first. */
export const recountsOf = statement<[attemptId: number], ExplainedRecount>((db, attempt_id) => explained(db).where({ attempt_id }));

/** One that its learner has not seen, with the attempt. */
export interface UnseenRecount extends ExplainedRecount { public_id: string; title: string }

/** Of attempts that count; the oldest first. */
export function listUnseenRecountsOf(db: Db, personId: number): Promise<UnseenRecount[]> {
  return unseen(db, personId);
}

const unseen = statement<[personId: number], UnseenRecount>((db, personId) => explained(db).join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id")
  .where({ "attempts.person_id": personId, "attempts.practice_of": null }).whereNull("recounts.seen_at").select("attempts.public_id", "quiz_versions.title"));

export async function updateSeen(db: Db, attemptId: number, at: string): Promise<void> {
  await db("recounts").where({ attempt_id: attemptId }).whereNull("seen_at").update({ seen_at: at });
}

function explained(db: Db): Knex.QueryBuilder {
  return (db("recounts") as Knex.QueryBuilder).join("attempts", "attempts.id", "recounts.attempt_id").leftJoin("fact_standings", "fact_standings.id", "recounts.fact_standing_id").leftJoin("regrades", "regrades.id", "recounts.regrade_id").orderBy("recounts.id")
    .select("recounts.*", "attempts.adaptive", "fact_standings.standing", "regrades.kind", db.raw("case when recounts.is_reversal = 1 then regrades.reversal_reason when regrades.id is not null then regrades.reason else fact_standings.reason end as reason"));
}

/** Append only. */
export async function insertRecounts(db: Db, recounts: readonly New<Recount>[]): Promise<void> {
  await insertInBatches(db, "recounts", recounts);
}
