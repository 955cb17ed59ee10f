import type { Db } from "./tables.ts";

/** How hard each question counts in one attempt, in logits by the id of its version. */
export type Difficulties = ReadonlyMap<number, number>;

export async function insertAdaptivePool(tx: Db, attemptId: number, difficulties: Difficulties): Promise<void> {
  await tx("adaptive_pools").insert({ attempt_id: attemptId, difficulties: JSON.stringify(Object.fromEntries(difficulties)) });
}

export async function findDifficulties(db: Db, attemptId: number): Promise<Difficulties> {
  const row = await db("adaptive_pools").where({ attempt_id: attemptId }).first();
  return new Map(Object.entries(JSON.parse(row?.difficulties ?? "{}") as Record<string, number>).map(([id, logits]) => [Number(id), logits]));
}
