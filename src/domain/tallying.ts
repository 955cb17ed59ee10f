import { isChoice, type Question } from "../engine/questions/question.ts";
import { LEAST_GROUP } from "../engine/statistics/disclosure.ts";
import { linePicks } from "../engine/statistics/line-picks.ts";
import { addedUp, asPoints, inOrder, saidSeconds } from "../engine/statistics/tallies.ts";
import { countAttempts, type Counts } from "../storage/tally-counts.ts";
import { addToTallies, deleteTallies, isTallySpoilt, listTalliedQuestions, listTalliedVersionIds, listUntalliedIds, listUntalliedVersionIds, lockTally, updateTallied } from "../storage/tallies.ts";
import { deleteJudgement } from "../storage/verdicts.ts";
import type { Db } from "../storage/tables.ts";
import type { Settings } from "./installation-sections.ts";
import { keepShown } from "./showing.ts";

/** As many attempts as are tallied before others have their turn: a few tenths of a second. */
const PORTION = 2_000;

/** Attempts of so many people at least are added at once: where no names are shown, what a count goes up by would tell what a single person answered (docs/decisions/033). */
export function stepOf({ privacyMode, leastGroup }: Pick<Settings, "privacyMode" | "leastGroup">): number {
  return privacyMode === "named" ? 1 : Math.max(LEAST_GROUP, leastGroup);
}

/** Brings the tallies of these published versions up to date, or of all, by `step` people. What was tallied before is not read again, unless something of it has changed. Any number of processes may do so at once. */
export async function tallyUp(db: Db, quizVersionIds?: readonly number[], step = 1): Promise<void> {
  await keepShown(db);
  for (const id of await listUntalliedVersionIds(db, quizVersionIds)) while (await db.transaction((tx) => tallyPortion(tx, id, step)));
}

/** Makes the tallies of one version anew from its attempts: they must come out the same. */
export async function retally(db: Db, quizVersionId: number, step = 1): Promise<void> {
  await db.transaction(async (tx) => {
    await lockTally(tx, quizVersionId);
    await forget(tx, quizVersionId);
  });
  await tallyUp(db, [quizVersionId], step);
}

/** The same of every version; `onDone` hears after each how many of how many are done. Says how many there are. */
export async function retallyAll(db: Db, step = 1, onDone: (done: number, of: number) => void = () => undefined): Promise<number> {
  const ids = await listTalliedVersionIds(db);
  for (const [place, id] of ids.entries()) {
    await retally(db, id, step);
    onDone(place + 1, ids.length);
  }
  await tallyUp(db, undefined, step);
  return ids.length;
}

async function forget(tx: Db, quizVersionId: number): Promise<void> {
  await deleteTallies(tx, quizVersionId);
  await deleteJudgement(tx, quizVersionId);
}

/** Says whether there may be more. */
async function tallyPortion(tx: Db, quizVersionId: number, step: number): Promise<boolean> {
  await lockTally(tx, quizVersionId);
  if (await isTallySpoilt(tx, quizVersionId)) await forget(tx, quizVersionId);
  const attempts = await listUntalliedIds(tx, quizVersionId, PORTION, step);
  if (attempts.length === 0) return false;
  const questions = new Map((await listTalliedQuestions(tx, quizVersionId)).map(({ id, body }) => [id, JSON.parse(body) as Question]));
  await add(tx, quizVersionId, questions, await countAttempts(tx, attempts, [...questions].flatMap(([id, question]) => (isChoice(question) ? [id] : []))));
  await updateTallied(tx, attempts);
  await deleteJudgement(tx, quizVersionId);
  return attempts.length === PORTION;
}

async function add(tx: Db, quiz_version_id: number, questions: ReadonlyMap<number, Question>, { attempts, slots, answers, paces, months, others }: Counts): Promise<void> {
  const here = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ quiz_version_id, ...row }));
  const exact = <Row extends { score: number }>(row: Row) => ({ ...row, score: asPoints(row.score), ...("total" in row && { total: asPoints(row.total as number) }) });
  await addToTallies(tx, "attempt_tallies", addedUp(here(attempts.map(exact)), ["attempts"]));
  await addToTallies(tx, "slot_tallies", addedUp(here(slots.map(exact)), ["answers"]));
  await addToTallies(tx, "answer_tallies", addedUp(here(answers.map((row) => ({ ...exact(row), chosen: inOrder(row.chosen) }))), ["answers"]));
  await addToTallies(tx, "pace_tallies", addedUp(here(paces.map(({ took, ...row }) => ({ ...row, seconds: saidSeconds(took) }))), ["answers"]));
  await addToTallies(tx, "month_tallies", here(months));
  const lines = others.flatMap(({ chosen, ...row }) => linePicks(questions.get(row.question_version_id)!, JSON.parse(chosen) as string[]).map((pick) => ({ ...row, ...pick })));
  await addToTallies(tx, "line_tallies", addedUp(here(lines), ["answers", "points"]));
}
