import { countedOf } from "../engine/questions/score.ts";
import { groupBy } from "../lib/groups.ts";
import type { Told } from "../storage/copying/digests.ts";
import { countFinishedAttempts, listFinishedAttemptsAfter } from "../storage/checked-data.ts";
import { listMarks } from "../storage/paper-items.ts";
import type { Attempt, Db } from "../storage/tables.ts";

const PORTION = 500;

/** How many finished attempts have a score that their answers do not come to. Those whose answers are kept no longer, and adaptive ones, whose score is an estimate, are passed over. */
export async function countWrongScores(db: Db, told: Told): Promise<number> {
  const total = await countFinishedAttempts(db);
  let [wrong, done] = [0, 0];
  for (let after = 0; ;) {
    const attempts = await listFinishedAttemptsAfter(db, after, PORTION);
    if (attempts.length === 0) return wrong;
    const marks = groupBy(await listMarks(db, attempts.map(({ id }) => id)), ({ attempt_id }) => String(attempt_id));
    wrong += attempts.filter((attempt) => isWrong(attempt, marks.get(String(attempt.id)))).length;
    told((done += attempts.length), Math.max(done, total));
    after = attempts.at(-1)!.id;
  }
}

function isWrong({ adaptive, score, of }: Attempt, marks: Parameters<typeof countedOf>[0] | undefined): boolean {
  if (adaptive === 1 || marks === undefined) return false;
  const counted = countedOf(marks);
  return counted.of !== of || Math.abs(counted.points - (score ?? 0)) > 1e-9;
}
