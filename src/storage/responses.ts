import type { Db, New, ResponseRow } from "./tables.ts";

export interface Tally { answered: number; points: number }

/** How many questions of an attempt are answered and the points so far. */
export async function findTally(db: Db, attemptId: number): Promise<Tally> {
  const row = (await db("responses").where({ attempt_id: attemptId }).count({ answered: "*" }).sum({ points: "score" }).first()) as { answered: unknown; points: unknown } | undefined;
  return { answered: Number(row?.answered ?? 0), points: Number(row?.points ?? 0) };
}

export async function insertResponse(db: Db, response: New<ResponseRow>): Promise<void> {
  await db("responses").insert(response);
}
