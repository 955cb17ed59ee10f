import { setImmediate as breathe } from "node:timers/promises";
import { fitting, type Answered, type History } from "../engine/learning/fitting.ts";
import { paceOf } from "../engine/learning/pace.ts";
import type { RecallGrade } from "../engine/learning/grading.ts";
import { remember, type Habits, type Trace, type Weights } from "../engine/learning/scheduling.ts";
import { DAY } from "../lib/clock.ts";
import { groupBy } from "../lib/groups.ts";
import { randomFrom, shuffled } from "../lib/random.ts";
import { findFittedWeights, findPace, lockHabits, updateFittedWeights, updatePace } from "../storage/habits.ts";
import { changedMemories, countLaterRecollections, listRecollectionsOf, listRememberingIds } from "../storage/memories.ts";
import type { Recollection } from "../storage/review-tables.ts";
import { findSettingForUpdate, insertSettingOnce, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";
import { writeTogether } from "../storage/writing-together.ts";

/** Fewer answers than this about facts that were asked before tell too little, and a fit is worth doing again once there are a tenth more. */
const FEWEST = 400;
const GROWTH = 1.1;
const HISTORIES = 1_500;
const EVERY = 7 * DAY;

/**
 * Once a week, where there are enough new answers: fits how this installation forgets, and how much longer each person's memories last, from every answer so far, and computes all
 * memories anew. One process does it; it lets others go on in between. Says whether anything was fitted.
 */
export async function fitForgetting(db: Db, at: Date): Promise<boolean> {
  if (!(await claimTurn(db, at))) return false;
  const answers = await countLaterRecollections(db);
  const before = await findFittedWeights(db);
  if (answers < Math.max(FEWEST, (before?.answers ?? 0) * GROWTH)) return false;
  const people = await listRememberingIds(db);
  const weights = await fitWeights(db, people, at);
  await updateFittedWeights(db, { weights, answers, at: at.toISOString() });
  for (const personId of people) { await db.transaction((tx) => rememberAnew(tx, personId, weights)); await breathe(); }
  return true;
}

async function claimTurn(db: Db, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    await insertSettingOnce(tx, "forgetting-looked", "");
    const last = await findSettingForUpdate(tx, "forgetting-looked");
    if (last && Date.parse(last) + EVERY > at.getTime()) return false;
    await updateSetting(tx, "forgetting-looked", at.toISOString());
    return true;
  });
}

async function fitWeights(db: Db, people: readonly number[], at: Date): Promise<Weights> {
  const histories: History[] = [];
  for (const personId of shuffled(people, randomFrom(at.toISOString()))) {
    if (histories.length >= HISTORIES) break;
    const pace = await findPace(db, personId);
    histories.push(...[...(await historiesOf(db, personId, pace)).values()].map(({ answered }) => answered).filter(({ length }) => length > 1));
  }
  const steps = fitting(histories.slice(0, HISTORIES));
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe();
  }
}

interface Remembered { recollections: Recollection[]; answered: Answered[] }

async function historiesOf(db: Db, personId: number, pace = 1): Promise<Map<string, Remembered>> {
  const groups = groupBy(await listRecollectionsOf(db, personId), ({ fact_id }) => String(fact_id));
  return new Map([...groups].map(([fact, recollections]) => [fact, { recollections, answered: recollections.map((each, place) => answeredAs(each, recollections[place - 1], pace)) }]));
}

function answeredAs({ at, grade, chance }: Recollection, before: Recollection | undefined, pace: number): Answered {
  return { days: before ? Math.max(0, Math.round((Date.parse(at) - Date.parse(before.at)) / DAY)) : 0, grade: grade as RecallGrade, chance, pace };
}

async function rememberAnew(tx: Db, person_id: number, weights: Weights): Promise<void> {
  await lockHabits(tx, person_id);
  const histories = await historiesOf(tx, person_id);
  const habits: Habits = { weights, pace: paceOf([...histories.values()].map(({ answered }) => answered), weights) };
  await updatePace(tx, person_id, habits.pace);
  await writeTogether(tx, changedMemories([...histories.values()].map(({ recollections }) => {
    const last = recollections.at(-1)!;
    const { stability, difficulty, decay, dueAt, lastAt, reps, lapses } = recollections.reduce<Trace | undefined>((trace, { grade, at }) => remember(trace, grade as RecallGrade, new Date(at), habits), undefined)!;
    return { person_id, fact_id: last.fact_id, last_question_id: last.question_id, stability, difficulty, decay, due_at: dueAt, last_at: lastAt, reps, lapses };
  })));
}
