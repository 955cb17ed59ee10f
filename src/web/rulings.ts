import { listRulings, type ExplainedRuling } from "../storage/rulings.ts";
import type { Db } from "../storage/tables.ts";

/** Why the answer to this version is marked another way than it was; null where it is not, and where the question is withdrawn, which says why itself. */
export async function findRuling(db: Db, { question_version_id }: { question_version_id: number }): Promise<ExplainedRuling | null> {
  return (await listRulings(db, [question_version_id])).find(({ kind }) => kind !== "drop") ?? null;
}
