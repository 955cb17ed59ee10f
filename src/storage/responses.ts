import { statement } from "./statements.ts";
import type { Db, New, ResponseRow } from "./tables.ts";

export async function insertResponse(db: Db, { paper_item_id, attempt_id, chosen, score, confidence, answered_at }: New<ResponseRow>): Promise<void> {
  await insert(db, paper_item_id, attempt_id, chosen, score, confidence, answered_at);
}

const insert = statement<[paperItemId: number, attemptId: number, chosen: string, score: number, confidence: ResponseRow["confidence"], at: string], never>(
  (db, paper_item_id, attempt_id, chosen, score, confidence, answered_at) => db("responses").insert({ paper_item_id, attempt_id, chosen, score, confidence, answered_at }),
);
