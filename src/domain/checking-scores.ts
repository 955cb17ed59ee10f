import { countedOf } from "../engine/questions/score.ts";
import { groupBy } from "../lib/groups.ts";
import type { Told } from "../storage/copying/digests.ts";
import { say } from "../lib/messages.ts";
import { countFinishedAttempts, countMissingPictures, listFinishedAttemptsAfter } from "../storage/checked-data.ts";
import { listMarks } from "../storage/paper-items.ts";
import type { Attempt, Db } from "../storage/tables.ts";
import type { Check } from "./checking-data.ts";

const PORTION = 500;

/** Results that their answers do not come to. */
export const findWrongScores: Check = async ({ db }, told) => {
  const count = await countWrongScores(db, told);
  return count > 0 ? [say("checks.score", { count })] : [];
};

/** Pictures that questions show and that are not there. */
export const findMissingPictures: Check = async ({ db }) => {
  const count = await countMissingPictures(db);
  return count > 0 ? [say("checks.picture", { count })] : [];
};

/** How many finished attempts have a score that their answers do not come to. Those whose answers are kept no longer, and adaptive ones, whose score is an estimate, are passed over. */
async function countWrongScores(db: Db, told: Told): Promise<number> {
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
