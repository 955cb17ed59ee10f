import type { StatementVerb } from "../storage/hook-tables.ts";
import { findRecordStore } from "../storage/record-stores.ts";
import { insertStatementsOnce, listPositions, updateCountedAnew } from "../storage/learning-statements.ts";
import type { Attempt, Db } from "../storage/tables.ts";

/** What a finished attempt tells. What was right may be told by then, so answers go now and not before. The first goes along where there was no store yet when it began. */
export const FINISHED: readonly StatementVerb[] = ["initialized", "answered", "completed", "outcome"];

/** Queues what is to be stated of an attempt, where a record store is on; in the transaction of the deed. It is put into words when it goes. */
export async function queueStatements(tx: Db, { id, person_id }: Pick<Attempt, "id" | "person_id">, verbs: readonly StatementVerb[], at: Date): Promise<void> {
  if ((await findRecordStore(tx))?.is_on !== 1) return;
  const positions = verbs.includes("answered") ? await listPositions(tx, id) : [];
  const lines = verbs.flatMap((verb) => (verb === "answered" ? positions : [0]).map((position) => ({ verb, position })));
  await insertStatementsOnce(tx, lines.map((line) => ({
    ...line, attempt_id: id, person_id, state: "waiting", body: null, due_at: at.toISOString(), created_at: at.toISOString(), settled_at: null, failure: null, answer: null,
  })));
}

/** After results were counted anew: what the store was told of them and holds no longer is told anew, by `restated`. In the transaction of the deed. */
export async function queueRestatements(tx: Db, attempts: readonly Pick<Attempt, "id">[], at: Date): Promise<void> {
  if (await findRecordStore(tx)) await updateCountedAnew(tx, attempts.map(({ id }) => id), at.toISOString());
}
