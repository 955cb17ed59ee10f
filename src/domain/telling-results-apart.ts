import { releaseRows } from "../engine/statistics/disclosure.ts";
import { groupBy } from "../lib/groups.ts";
import { listAttemptsOf, type PersonAttempt } from "../storage/desk.ts";
import { insertToldResults, listToldResults, listUntold } from "../storage/told-results.ts";
import type { Db } from "../storage/tables.ts";
import { standingIn } from "./standings-of-people.ts";

type Points = Pick<PersonAttempt, "score" | "of" | "adaptive">;
/** What one person did about a quiz, without saying who, as it was when it was told. */
export interface ToldResult { tries: number; passed: boolean; first: Points; best: Points; latest: Points }

/**
 * Tells the results of a quiz one by one of a group whose sum of them is told anew: of the same people at the same moment, so that rows taken from sums leave nobody over. `members`: the teams whose own people are in the group.
 */
export async function tellResultsApart(tx: Db, { team, members }: { team: number; members: readonly number[] }, quizId: number, least: number): Promise<void> {
  const people = await listUntold(tx, members, quizId);
  const attempts = groupBy(await listAttemptsOf(tx, people, [quizId]), ({ person_id }) => String(person_id));
  const newcomers = people.flatMap((person_id) => {
    const standing = standingIn(attempts.get(String(person_id)) ?? []);
    return standing ? [{ person_id, result: JSON.stringify({ ...standing, first: pointsOf(standing.first), best: pointsOf(standing.best), latest: pointsOf(standing.latest) } satisfies ToldResult) }] : [];
  });
  await insertToldResults(tx, releaseRows(newcomers, ({ result }) => result, least).map((row) => ({ team_id: team, quiz_id: quizId, ...row })));
}

function pointsOf({ score, of, adaptive }: PersonAttempt): Points {
  return { score, of, adaptive };
}

/** Their numbers tell nothing about whose they are. */
export async function listResultsApart(db: Db, teamId: number, quizId: number): Promise<(ToldResult & { id: number })[]> {
  return (await listToldResults(db, teamId, quizId)).map(({ id, result }) => ({ id, ...(JSON.parse(result) as ToldResult) }));
}
