import type { Knex } from "knex";
import type { Verdict } from "../engine/statistics/verdicts.ts";
import { insertInBatches } from "./batches.ts";
import type { Db } from "./tables.ts";
import type { QuestionVerdict } from "./tally-tables.ts";

/** Versions of quizzes with a tally that nobody has looked through, as it is, under these rules. */
export async function listUnjudgedVersionIds(db: Db, rules: string): Promise<number[]> {
  const tallied: Knex.QueryBuilder = db("quiz_versions").whereIn("id", db("attempt_tallies").distinct("quiz_version_id")).whereNotIn("id", db("quiz_judgements").where({ rules }).select("quiz_version_id")).orderBy("id").select("id");
  return ((await tallied) as { id: number }[]).map(({ id }) => id);
}

/** In place of what was kept before. */
export async function insertVerdicts(tx: Db, quiz_version_id: number, rules: string, verdicts: readonly Omit<QuestionVerdict, "quiz_version_id">[]): Promise<void> {
  await tx("question_verdicts").where({ quiz_version_id }).delete();
  await insertInBatches(tx, "question_verdicts", verdicts.map((verdict) => ({ quiz_version_id, ...verdict })));
  await tx("quiz_judgements").insert({ quiz_version_id, rules }).onConflict("quiz_version_id").merge();
}

/** The tally of this version has changed. */
export async function deleteJudgement(tx: Db, quiz_version_id: number): Promise<void> {
  await tx("quiz_judgements").where({ quiz_version_id }).delete();
}

/** What is said against each of these versions of questions, in whichever quiz; each verdict once. */
export async function listVerdictsOf(db: Db, questionVersionIds: readonly number[]): Promise<Map<number, Verdict[]>> {
  const found = new Map<number, Verdict[]>();
  for (const { question_version_id, verdicts } of await db("question_verdicts").whereIn("question_version_id", [...questionVersionIds]).orderBy("quiz_version_id")) {
    found.set(question_version_id, [...new Set([...(found.get(question_version_id) ?? []), ...(JSON.parse(verdicts) as Verdict[])])]);
  }
  return found;
}
