import { inPortions, insertInBatches } from "./batches.ts";
import type { Db } from "./tables.ts";

/** What one person did about a quiz, as it was told without a name: JSON of what domain/telling-results-apart.ts makes. `team_id` is the group that it was told of. `person_id` only says who need not be told again. */
export interface ToldResultRow { id: number; team_id: number; quiz_id: number; person_id: number | null; result: string }

declare module "knex/types/tables.js" {
  interface Tables { told_results: ToldResultRow }
}

/** Whoever of these teams' own people has finished a quiz, as the figures have it, and was not told of yet. */
export async function listUntold(tx: Db, teamIds: readonly number[], quizId: number): Promise<number[]> {
  const counted = await tx("counted_people").whereIn("team_id", [...teamIds]).whereNotIn("person_id", tx("told_results").where({ quiz_id: quizId }).whereNotNull("person_id").select("person_id")).orderBy("person_id").select("person_id", "duties");
  return counted.filter(({ duties }) => Object.hasOwn(JSON.parse(duties) as object, `finished|${quizId}|`)).map(({ person_id }) => person_id);
}

export function insertToldResults(tx: Db, rows: readonly Omit<ToldResultRow, "id">[]): Promise<void> {
  return insertInBatches(tx, "told_results", rows);
}

export function listToldResults(db: Db, teamId: number, quizId: number): Promise<Pick<ToldResultRow, "id" | "result">[]> {
  return db("told_results").where({ team_id: teamId, quiz_id: quizId }).orderBy("id").select("id", "result");
}

export async function moveToldResults(tx: Db, fromTeamId: number, toTeamId: number): Promise<void> {
  await tx("told_results").where({ team_id: fromTeamId }).update({ team_id: toTeamId });
}

/** What was told of these people stays, as nobody's, where they have no attempt at the quiz any more. */
export async function freeToldResults(tx: Db, personIds: readonly number[]): Promise<void> {
  const left = tx("attempts").whereRaw("attempts.person_id = told_results.person_id AND attempts.quiz_id = told_results.quiz_id").select(tx.raw("1"));
  for (const portion of inPortions(personIds)) await tx("told_results").whereIn("person_id", portion).whereNotExists(left.clone()).update({ person_id: null });
}
