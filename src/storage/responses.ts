import { statement } from "./statements.ts";
import type { Db, New, ResponseRow } from "./tables.ts";
import { writing, type Writing } from "./writing-together.ts";

/** To be written with what the answer brings about. */
export function newResponse({ paper_item_id, attempt_id, chosen, score, confidence, answered_at }: New<ResponseRow>): Writing {
  return insert(paper_item_id, attempt_id, chosen, score, confidence, answered_at);
}

const insert = writing(statement<[paperItemId: number, attemptId: number, chosen: string, score: number, confidence: ResponseRow["confidence"], at: string], never>(
  (db: Db, paper_item_id, attempt_id, chosen, score, confidence, answered_at) => db("responses").insert({ paper_item_id, attempt_id, chosen, score, confidence, answered_at }),
));
