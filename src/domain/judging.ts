import { createHash } from "node:crypto";
import { LEAST_SHOWN, VERDICTS } from "../engine/statistics/verdicts.ts";
import { findQuizVersion } from "../storage/quizzes.ts";
import { lockTally } from "../storage/tallies.ts";
import { insertVerdicts, listUnjudgedVersionIds } from "../storage/verdicts.ts";
import type { Db } from "../storage/tables.ts";
import { questionLines, readStatistics } from "./question-figures.ts";

/** Raised where a figure comes to another verdict than before. */
const JUDGING = 1;
const RULES_NOW = createHash("sha256").update(JSON.stringify([JUDGING, LEAST_SHOWN, VERDICTS])).digest("base64url").slice(0, 12);

/**
 * Keeps what first attempts say against questions, so that the bank can be filtered by it: of each version of a quiz whose tally has changed since, from thirty answers on. Says how many versions there were. Any number of
 * processes may do so at once.
 */
export async function judgeQuestions(db: Db): Promise<number> {
  const ids = await listUnjudgedVersionIds(db, RULES_NOW);
  for (const id of ids) await db.transaction((tx) => judge(tx, id));
  return ids.length;
}

async function judge(tx: Db, quizVersionId: number): Promise<void> {
  await lockTally(tx, quizVersionId);
  const version = (await findQuizVersion(tx, quizVersionId))!;
  const lines = questionLines(await readStatistics(tx, [version], true));
  const spoken = lines.flatMap(({ id, verdicts }) => { const against = verdicts.filter((verdict) => verdict !== "sound"); return against.length > 0 ? [{ question_version_id: id, verdicts: JSON.stringify(against) }] : []; });
  await insertVerdicts(tx, quizVersionId, RULES_NOW, spoken);
}
