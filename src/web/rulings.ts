import { listRulings, type ExplainedRuling } from "../storage/rulings.ts";
import type { Db } from "../storage/tables.ts";

type Line = { question_version_id: number };

/** Why the answer to this version is marked another way than it was; null where it is not, and where the question is withdrawn, which says why itself. */
export async function findRuling(db: Db, line: Line): Promise<ExplainedRuling | null> {
  return (await findRulings(db, [line])).get(line.question_version_id) ?? null;
}

/** The same of several lines, by the version of the question. */
export async function findRulings(db: Db, lines: readonly Line[]): Promise<Map<number, ExplainedRuling>> {
  const rulings = await listRulings(db, [...new Set(lines.map((line) => line.question_version_id))]);
  return new Map(rulings.filter(({ kind }) => kind !== "drop").map((ruling) => [ruling.question_version_id, ruling]));
}
