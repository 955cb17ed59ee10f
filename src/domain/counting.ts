import { isOver } from "../engine/questions/limits.ts";
import { countedOf, isPassed, type Mark } from "../engine/questions/score.ts";
import { groupBy } from "../lib/groups.ts";
import { holdAudiences } from "../storage/assignments.ts";
import { attemptEnded, findLockedAttemptOf, updateAttempt, updateScores } from "../storage/attempts.ts";
import { findConcerned, findEnding, type Concerned } from "../storage/concerned.ts";
import { listPassMarks } from "../storage/quizzes.ts";
import { listMarks, listPaper, updateMissed, type PaperLine } from "../storage/paper-items.ts";
import type { PaperPlace } from "../storage/paper-pages.ts";
import { insertRecounts, listAttemptsRestingOn } from "../storage/recounts.ts";
import { updateSpoilt } from "../storage/tallies.ts";
import type { Recount } from "../storage/regrade-tables.ts";
import type { Attempt, Db, FactStanding, Person } from "../storage/tables.ts";
import { writeTogether, type Writing } from "../storage/writing-together.ts";
import { adaptiveScore, growPaper } from "./adapting.ts";
import { settleCertificate, settleCertificates, type Settled } from "./certificates.ts";
import { settleGrades } from "./grades.ts";
import { queueRestatements } from "./queueing-statements.ts";
import { settleDuties, settleHeldDuties } from "./refreshing-duties.ts";
import { tellFinished } from "./telling-finished.ts";

type Outcome = Pick<Attempt, "finished_at" | "score" | "of">;

/** Whether a line of a paper still waits for its answer. What was withdrawn is not asked; for what was missed the time is up. */
export function isOpen({ score, isWithdrawn, isMissed = false }: Mark): boolean {
  return score === null && !isWithdrawn && !isMissed;
}

/** Finishes a held attempt when nothing is left to answer, or when its time is up: then what was saved counts, and the rest was missed. Says whether it is finished. */
export async function finishIfComplete(tx: Db, attempt: Attempt, at: Date): Promise<boolean> {
  if (attempt.finished_at !== null) return true;
  const paper = await grownPaper(tx, attempt, at);
  const missed = isOver(attempt, at) ? paper.filter(isOpen) : [];
  if (missed.length > 0) await updateMissed(tx, attempt.id, missed.map(({ position }) => position));
  const outcome = await outcomeOf(tx, attempt, paper.map((line) => ({ ...line, isMissed: line.isMissed || missed.includes(line) })), at);
  if (!outcome) return false;
  await updateAttempt(tx, attempt.id, outcome);
  await holdAudiences(tx, "share");
  await settle(tx, attempt, outcome, await findConcerned(tx, attempt), at);
  return true;
}

/** The same in one with its last answer, before its time is up: `answer` are the words that write it, and its score counts. Not for an adaptive attempt, which may go on. */
export async function finishByAnswer(tx: Db, attempt: Attempt, { position, score }: Pick<PaperPlace, "position" | "score">, answer: readonly Writing[], at: Date): Promise<boolean> {
  await holdAudiences(tx, "share");
  const { paper, concerned } = await findEnding(tx, attempt);
  const outcome = await outcomeOf(tx, attempt, paper.map((line) => (line.position === position ? { ...line, score } : line)), at);
  await writeTogether(tx, outcome ? [...answer, attemptEnded(attempt.id, outcome)] : answer);
  if (outcome) await settle(tx, attempt, outcome, concerned, at);
  return outcome !== undefined;
}

async function settle(tx: Db, attempt: Attempt, outcome: Outcome, { certificates, duties, listeners, grades }: Concerned, at: Date): Promise<void> {
  if (certificates) await settleCertificate(tx, { ...attempt, ...outcome }, at);
  if (duties) await settleHeldDuties(tx, [attempt]);
  if (listeners) await tellFinished(tx, [attempt], at);
  if (grades) await settleGrades(tx, [attempt], at);
}

/** The paper of a held attempt; an adaptive one goes on with its next question where nothing waits for an answer, even when the question that waited was withdrawn. */
async function grownPaper(tx: Db, attempt: Attempt, at: Date): Promise<PaperLine[]> {
  const paper = await listPaper(tx, attempt.id);
  const canGrow = attempt.adaptive === 1 && attempt.finished_at === null && !isOver(attempt, at) && !paper.some(isOpen);
  return canGrow && (await growPaper(tx, attempt, paper)) ? listPaper(tx, attempt.id) : paper;
}

/** Finishes an attempt that was started while the last of its questions were being withdrawn, or whose time is up: its learner left the page from which an answer could still come. Gives its paper as it is then. */
export function settleAttempt(db: Db, learner: Pick<Person, "id">, attempt: Pick<Attempt, "id">, at: Date): Promise<PaperLine[]> {
  return db.transaction(async (tx) => {
    const held = await findLockedAttemptOf(tx, learner, attempt.id);
    if (held) await finishIfComplete(tx, held, at);
    return listPaper(tx, attempt.id);
  });
}

/** After a fact was disputed, retracted or restored: finishes the attempts in which nothing is left to answer, and counts the finished ones anew. Says how many results changed. */
export async function recountAttempts(tx: Db, { id: fact_standing_id, fact_id }: FactStanding, at: Date): Promise<number> {
  const changed = await recount(tx, await listAttemptsRestingOn(tx, fact_id), { fact_standing_id, regrade_id: null, is_reversal: 0 }, at);
  return changed.filter(isResult).length;
}

/** What brought about that results are counted anew. */
export type Cause = Pick<Recount, "fact_standing_id" | "regrade_id" | "is_reversal">;
/** An attempt as it was and what it comes to now, whether it was passed and is, and what that meant for a certificate. */
export interface Changed { attempt: Attempt; outcome: Outcome; passed: boolean; passes: boolean; certificate?: Settled }

/** Whether there was a result before. */
export function isResult({ attempt }: Pick<Changed, "attempt">): boolean {
  return attempt.finished_at !== null;
}

/**
 * Finishes those of the attempts in which nothing is left to answer, and counts the finished ones anew. A result that changes is kept as it was beside what it became and why.
 * Certificates follow where it is passed now and was not, or the other way round.
 */
export async function recount(tx: Db, attempts: readonly Attempt[], cause: Cause, at: Date): Promise<Changed[]> {
  const marks = groupBy(await listMarks(tx, attempts.map(({ id }) => id)), ({ attempt_id }) => String(attempt_id));
  const passMarks = await listPassMarks(tx, [...new Set(attempts.map(({ quiz_version_id }) => quiz_version_id))]);
  const passes = ({ score, of }: Outcome, version: number) => isPassed(score ?? 0, of, passMarks.get(version)!.pass_percent);
  const givesCertificates = ({ attempt }: Changed) => passMarks.get(attempt.quiz_version_id)!.certificate_months !== null;
  const changed: Changed[] = [];
  for (const attempt of attempts) {
    const outcome = await outcomeOf(tx, attempt, attempt.adaptive === 1 ? await grownPaper(tx, attempt, at) : marks.get(String(attempt.id)) ?? [], at);
    if (outcome && !isSame(attempt, outcome)) changed.push({ attempt, outcome, passed: passes(attempt, attempt.quiz_version_id), passes: passes(outcome, attempt.quiz_version_id) });
  }
  const given = changed.filter(isResult);
  await updateScores(tx, given.map(({ attempt: { id }, outcome }) => ({ id, score: outcome.score, of: outcome.of })));
  for (const { attempt, outcome } of changed.filter((each) => !isResult(each))) await updateAttempt(tx, attempt.id, outcome);
  const concerned = changed.filter((one) => givesCertificates(one) && (!isResult(one) || one.passed !== one.passes));
  const settled = await settleCertificates(tx, concerned.map(({ attempt, outcome: its }) => ({ ...attempt, ...its })), at);
  for (const each of concerned) each.certificate = settled.get(each.attempt.id);
  await insertRecounts(tx, given.map(({ attempt, outcome }) => ({
    attempt_id: attempt.id, ...cause, score_before: attempt.score ?? 0, of_before: attempt.of, score_after: outcome.score!, of_after: outcome.of, at: at.toISOString(), seen_at: null,
  })));
  await updateSpoilt(tx, attempts.map(({ id }) => id));
  await settleDuties(tx, changed.map(({ attempt }) => attempt));
  await tellFinished(tx, changed.filter((each) => !isResult(each)).map(({ attempt }) => attempt), at);
  await queueRestatements(tx, attempts, at);
  await settleGrades(tx, changed.map(({ attempt }) => attempt), at);
  return changed;
}

/** What an attempt comes to, or nothing while something is left to answer. One that is finished stays so; none ends after its deadline. */
async function outcomeOf(tx: Db, attempt: Attempt, marks: readonly Mark[] | readonly PaperLine[], at: Date): Promise<Outcome | undefined> {
  const { finished_at, deadline_at } = attempt;
  if (finished_at === null && marks.some(isOpen)) return undefined;
  const { points, of } = attempt.adaptive === 1 ? await percentOfPool(tx, attempt, marks as PaperLine[]) : countedOf(marks);
  const end = at.toISOString();
  return { finished_at: finished_at ?? (deadline_at !== null && deadline_at < end ? deadline_at : end), score: points, of };
}

async function percentOfPool(tx: Db, attempt: Attempt, paper: readonly PaperLine[]): Promise<{ points: number; of: number }> {
  const score = await adaptiveScore(tx, attempt, paper);
  return score ? { points: score.percent, of: 100 } : { points: 0, of: 0 };
}

function isSame(attempt: Attempt, { finished_at, score, of }: Outcome): boolean {
  return attempt.finished_at === finished_at && attempt.of === of && Math.abs((attempt.score ?? 0) - score!) < 1e-9;
}
