import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { NewStatement, StatementRow } from "./hook-tables.ts";
import type { Attempt, Db } from "./tables.ts";

/** Queues statements about an attempt, each once, whoever does so again. */
export async function insertStatementsOnce(tx: Db, rows: readonly NewStatement[]): Promise<void> {
  for (const portion of inPortions(rows)) await tx("statements").insert(portion).onConflict(["attempt_id", "verb", "position"]).ignore();
}

/** The places on the paper, in their order. */
export async function listPositions(db: Db, attemptId: number): Promise<number[]> {
  return (await db("paper_items").where({ attempt_id: attemptId }).orderBy("position").select("position")).map(({ position }) => position);
}

/** What waits and whose time has come, in the order in which it was queued. */
export function listDueStatements(db: Db, at: string, limit: number): Promise<StatementRow[]> {
  return db("statements").where({ state: "waiting" }).where("due_at", "<=", at).orderBy("id").limit(limit);
}

export async function updateStatement(db: Db, id: number, changes: Partial<Omit<StatementRow, "id">>): Promise<void> {
  await db("statements").where({ id }).update(changes);
}

/** They went: their words are not kept. What was counted anew on the way is looked at again. */
export async function updateSent(tx: Db, ids: readonly number[], at: string): Promise<void> {
  const state = tx.raw("case when is_stale = 1 then 'waiting' else 'sent' end") as unknown as "sent";
  const told = tx.raw("coalesce(tells, told)") as unknown as string;
  for (const portion of inPortions(ids)) await tx("statements").whereIn("id", portion).update({ state, told, tells: null, is_stale: 0, body: null, due_at: at, settled_at: at, failure: null, answer: null });
}

/** Has what was told of the results of these attempts looked at again, also what is on its way. */
export async function updateCountedAnew(tx: Db, attemptIds: readonly number[], at: string): Promise<void> {
  for (const portion of inPortions(attemptIds)) {
    const rows = () => tx("statements").whereIn("attempt_id", portion).whereNot({ verb: "initialized" });
    await rows().where({ state: "waiting" }).update({ is_stale: 1 });
    await rows().where({ state: "sent" }).whereNotNull("told").update({ state: "waiting", due_at: at, settled_at: null });
  }
}

export async function deleteStatements(tx: Db, ids: readonly number[]): Promise<void> {
  for (const portion of inPortions(ids)) await tx("statements").whereIn("id", portion).delete();
}

export async function deleteWaitingStatements(tx: Db): Promise<number> {
  return tx("statements").where({ state: "waiting" }).delete();
}

/** Puts back what the store refused; says how many. */
export async function updateRefused(tx: Db, at: string): Promise<number> {
  return tx("statements").where({ state: "failed" }).update({ state: "waiting", body: null, tells: null, due_at: at, settled_at: null, failure: null, answer: null });
}

export async function countStatements(db: Db): Promise<Record<StatementRow["state"], number>> {
  const rows = await db("statements").groupBy("state").select("state").count({ total: "*" });
  return { waiting: 0, sent: 0, failed: 0, ...Object.fromEntries((rows as unknown as { state: string; total: unknown }[]).map(({ state, total }) => [state, Number(total)])) };
}

/** The newest that the store refused. */
export function listRefused(db: Db, limit: number): Promise<StatementRow[]> {
  return db("statements").where({ state: "failed" }).orderBy("id", "desc").limit(limit);
}

/** An attempt with what statements say of it, and of whom. */
export interface StatedAttempt extends Attempt { slug: string; title: string; summary: string; topic: string; pass_percent: number; version: number; person_public_id: string; person_name: string; email: string }

export async function findStatedAttempt(db: Db, id: number): Promise<StatedAttempt | undefined> {
  const row: Knex.QueryBuilder = db("attempts as a").join("quizzes as q", "q.id", "a.quiz_id").join("quiz_versions as v", "v.id", "a.quiz_version_id").join("people as p", "p.id", "a.person_id").where("a.id", id)
    .first("a.*", "q.slug", "q.topic", "v.title", "v.summary", "v.pass_percent", "v.number as version", "p.public_id as person_public_id", "p.name as person_name", "p.email");
  return (await row) as StatedAttempt | undefined;
}
