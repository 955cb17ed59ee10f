import { planWeeks, weeksOfMonth, type Had, type Path, type PathIncident, type PlannedWeek } from "../engine/library/paths.ts";
import type { Clock } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { deletePathRun, findPathRun, listPathRuns, updatePathRun, type PathRun } from "../storage/path-runs.ts";
import { insertPathWeek, listAskedIn, listPathWeeks, type PathWeek } from "../storage/path-weeks.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { saveAssignment } from "./assigning.ts";
import { DAYS_FOR_JOINERS } from "./assignments.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";
import { waitForOthers } from "./content-turns.ts";
import { Refused } from "./errors.ts";
import { listPathMaterial, type Askable } from "./path-material.ts";
import { publishQuiz } from "./publishing.ts";

type Trainer = Pick<Person, "id">;

/** Makes the months that are still to be made, one after the other, each in a transaction of its own. Any number of processes may do so at once. */
export async function continuePaths(db: Db, paths: () => readonly Path[], now: Clock, goesOn: () => boolean): Promise<void> {
  for (const { path: id } of await listPathRuns(db)) {
    const path = paths().find((each) => each.id === id);
    if (!path) await deletePathRun(db, id);
    else while (goesOn() && await goOn(db, path, now()));
  }
}

/** Says whether there may be more. A month that cannot be made ends it, with words for whoever looks. What it is made of is looked up before, while others may write. */
async function goOn(db: Db, path: Path, at: Date): Promise<boolean> {
  const material = await listPathMaterial(db);
  try {
    return await db.transaction(async (tx) => {
      await waitForOthers(tx);
      const run = await findPathRun(tx, path.id);
      if (!run || run.stopped !== null) return false;
      await makeNextMonth(tx, path, run, material, at);
      return run.months_left > 1;
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await updatePathRun(db, path.id, { stopped: JSON.stringify(error.words) });
    return false;
  }
}

/** A published quiz for each week of the next month, and an assignment where it is given out. @throws Refused where there is too little to make it of */
export async function makeNextMonth(tx: Db, path: Path, run: Pick<PathRun, "author_id" | "next_month" | "months_left">, material: readonly PathIncident<Askable>[], at: Date): Promise<Quiz[]> {
  const [before, trainer] = [await listPathWeeks(tx, path.id), { id: run.author_id }];
  const planned = planWeeks(path, nextMonths(before, 1), material, await hadIn(tx, before));
  if (planned.length === 0) throw new Refused("paths.too-little");
  const quizzes: Quiz[] = [];
  for (const week of planned) quizzes.push(await makeWeek(tx, trainer, path, week, at));
  const { theme } = path.months[planned[0]!.month - 1]!;
  if (run.next_month !== null) await giveMonth(tx, trainer, theme, quizzes.map(({ id }) => id), run.next_month, at);
  if (run.months_left <= 1) await deletePathRun(tx, path.id);
  else await updatePathRun(tx, path.id, { months_left: run.months_left - 1, next_month: run.next_month && monthsOn(run.next_month, 1) });
  return quizzes;
}

/** Months, 1 to 12, of which no week was made. */
export function nextMonths(made: readonly Pick<PathWeek, "week">[], count: number): number[] {
  const weeks = new Set(made.map(({ week }) => week));
  return Array.from({ length: 12 }, (_, index) => index + 1).filter((month) => weeksOfMonth(month).every((week) => !weeks.has(week))).slice(0, count);
}

async function hadIn(tx: Db, weeks: readonly PathWeek[]): Promise<Had> {
  const asked = await listAskedIn(tx, weeks.map(({ quiz_id }) => quiz_id));
  const told = new Map<string, Set<number>>();
  for (const { quiz_id, slug } of asked) if (slug !== null) told.set(slug, (told.get(slug) ?? new Set()).add(quiz_id));
  return { questions: new Set(asked.map(({ question_id }) => String(question_id))), incidents: new Map([...told].map(([slug, quizzes]) => [slug, quizzes.size])) };
}

async function makeWeek(tx: Db, trainer: Trainer, path: Path, { week, month, title, questions }: PlannedWeek<Askable>, at: Date): Promise<Quiz> {
  const { theme } = path.months[month - 1]!;
  const quiz = await draftQuiz(tx, trainer, { title: `Week ${week}: ${title}`, summary: `A minute on the theme of the month: “${theme}”.`, topic: questions[0]!.topic, passPercent: 60, drawCount: null }, at);
  await addToQuiz(tx, trainer, quiz, questions.map(({ row }) => row), at);
  await publishQuiz(tx, trainer, quiz, { reason: theme }, at);
  await insertPathWeek(tx, { path: path.id, week, quiz_id: quiz.id });
  return quiz;
}

/** A month that has begun opens on the day on which it is given, so that whoever is there does not count as a joiner of it. Joiners have two weeks, and are spared the months that were over when they came. */
async function giveMonth(tx: Db, person: Trainer, title: string, quizIds: readonly number[], month: string, at: Date): Promise<void> {
  const everyone = { kind: "everyone", team_id: null, group_id: null, person_id: null, is_exclusion: 0 } as const;
  const opens_on = [`${month}-01`, at.toISOString().slice(0, 10)].sort()[1]!;
  const days = { opens_on, due_on: lastDayOf(month), due_days: DAYS_FOR_JOINERS, late_joiners: 0, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished" } as const;
  await saveAssignment(tx, { person, reach: "everybody" }, newPublicId(), { title, ...days, quizIds, parts: [everyone] }, at);
}

/** How a calendar month is written: 2027-01. */
export const CALENDAR_MONTH = /^20\d\d-(?:0[1-9]|1[0-2])$/;

export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** 2026-11 and 2: 2027-01 */
export function monthsOn(month: string, count: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return monthOf(new Date(Date.UTC(year, number - 1 + count, 1)));
}

function lastDayOf(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
