import { isOver } from "../engine/questions/limits.ts";
import { countedOf, type Mark } from "../engine/questions/score.ts";
import { groupBy } from "../lib/groups.ts";
import { findLockedAttemptOf, updateAttempt } from "../storage/attempts.ts";
import { listMarks, listPaper, updateMissed, type PaperLine } from "../storage/paper-items.ts";
import { insertRecounts, listAttemptsRestingOn } from "../storage/recounts.ts";
import { updateSpoilt } from "../storage/tallies.ts";
import type { Attempt, Db, FactStanding, New, Person, Recount } from "../storage/tables.ts";
import { settleCertificate } from "./certificates.ts";

type Outcome = Pick<Attempt, "finished_at" | "score" | "of">;

/** Whether a line of a paper still waits for its answer. What was withdrawn is not asked; for what was missed the time is up. */
export function isOpen({ score, isWithdrawn, isMissed = false }: Mark): boolean {
  return score === null && !isWithdrawn && !isMissed;
}

/** Finishes a held attempt when nothing is left to answer, or when its time is up: then what was saved counts, and the rest was missed. */
export async function finishIfComplete(tx: Db, attempt: Attempt, at: Date): Promise<void> {
  if (attempt.finished_at !== null) return;
  const paper = await listPaper(tx, attempt.id);
  const missed = isOver(attempt, at) ? paper.filter(isOpen) : [];
  if (missed.length > 0) await updateMissed(tx, attempt.id, missed.map(({ position }) => position));
  const outcome = outcomeOf(attempt, paper.map((line) => ({ ...line, isMissed: line.isMissed || missed.includes(line) })), at);
  if (!outcome) return;
  await updateAttempt(tx, attempt.id, outcome);
  await settleCertificate(tx, { ...attempt, ...outcome }, at);
}

/** Counts a held attempt anew after an answer that was on its way when the time was up. */
export async function countLateAnswer(tx: Db, attempt: Attempt, at: Date): Promise<void> {
  const outcome = outcomeOf(attempt, await listPaper(tx, attempt.id), at);
  if (outcome) await updateAttempt(tx, attempt.id, outcome);
}

/** Finishes an attempt that was started while the last of its questions were being withdrawn, or whose time is up. Gives its paper as it is then. */
export function settleAttempt(db: Db, learner: Pick<Person, "id">, attempt: Pick<Attempt, "id">, at: Date): Promise<PaperLine[]> {
  return db.transaction(async (tx) => {
    const held = await findLockedAttemptOf(tx, learner, attempt.id);
    if (held) await finishIfComplete(tx, held, at);
    return listPaper(tx, attempt.id);
  });
}

/**
 * After a fact was disputed, retracted or restored: finishes the attempts in which nothing is left to answer, and counts the finished ones anew.
 * A result that changes is kept as it was beside what it became. Says how many changed.
 */
export async function recountAttempts(tx: Db, { id: fact_standing_id, fact_id }: FactStanding, at: Date): Promise<number> {
  const attempts = await listAttemptsRestingOn(tx, fact_id);
  const marks = groupBy(await listMarks(tx, attempts.map(({ id }) => id)), ({ attempt_id }) => String(attempt_id));
  const recounts: New<Recount>[] = [];
  for (const attempt of attempts) {
    const outcome = outcomeOf(attempt, marks.get(String(attempt.id)) ?? [], at);
    if (!outcome || isSame(attempt, outcome)) continue;
    await updateAttempt(tx, attempt.id, outcome);
    await settleCertificate(tx, { ...attempt, ...outcome }, at);
    const { id: attempt_id, finished_at, score, of: of_before } = attempt;
    if (finished_at !== null) recounts.push({ attempt_id, fact_standing_id, score_before: score ?? 0, of_before, score_after: outcome.score!, of_after: outcome.of, at: at.toISOString() });
  }
  await insertRecounts(tx, recounts);
  await updateSpoilt(tx, fact_id);
  return recounts.length;
}

/** What an attempt comes to, or nothing while something is left to answer. One that is finished stays so; none ends after its deadline. */
function outcomeOf({ finished_at, deadline_at }: Attempt, marks: readonly Mark[], at: Date): Outcome | undefined {
  if (finished_at === null && marks.some(isOpen)) return undefined;
  const { points, of } = countedOf(marks);
  const end = at.toISOString();
  return { finished_at: finished_at ?? (deadline_at !== null && deadline_at < end ? deadline_at : end), score: points, of };
}

function isSame(attempt: Attempt, { finished_at, score, of }: Outcome): boolean {
  return attempt.finished_at === finished_at && attempt.of === of && Math.abs((attempt.score ?? 0) - score!) < 1e-9;
}
