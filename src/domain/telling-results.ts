import { findAttemptOf } from "../storage/attempts.ts";
import { updateSeen } from "../storage/recounts.ts";
import type { Recount } from "../storage/regrade-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";

/** The learner has read that a result of theirs changed: they are not told again. */
export async function noteSeen(db: Db, learner: Pick<Person, "id">, attemptPublicId: string, at: Date): Promise<void> {
  const attempt = await findAttemptOf(db, learner, attemptPublicId);
  if (!attempt) throw new NotFound();
  await updateSeen(db, attempt.id, at.toISOString());
}

/** What somebody knew last of a result, and what it is now; undefined where it came back to where it was. */
export function netChange<Told extends Pick<Recount, "score_before" | "of_before" | "score_after" | "of_after" | "seen_at">>(recounts: readonly Told[]): { first: Told; last: Told } | undefined {
  const unseen = recounts.filter(({ seen_at }) => seen_at === null);
  const [first, last] = [unseen[0], unseen.at(-1)];
  return !first || !last || (first.score_before === last.score_after && first.of_before === last.of_after) ? undefined : { first, last };
}
