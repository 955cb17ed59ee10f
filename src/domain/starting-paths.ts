import { assemblePaper } from "../engine/generation/papers.ts";
import { fitting, planWeeks, weeksOfMonth, type Had, type Path, type PlannedWeek } from "../engine/library/paths.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertPathWeek, listAskedIn, listPathWeeks, type PathWeek } from "../storage/path-weeks.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { saveAssignment } from "./assigning.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";
import { waitForOthers } from "./content-turns.ts";
import { Refused } from "./errors.ts";
import { listPathMaterial, type Askable } from "./path-material.ts";
import { publishQuiz } from "./publishing.ts";

type Trainer = Pick<Person, "id">;
/** How many months are made, and, where they are given to everybody, from which month on (2027-01). */
export interface PathWish { months: number; toEverybody: boolean; from: string }

const STARTER = { questions: 5, pool: 30 };

/** A draft of a quiz to start with: five questions out of a pool about what a role meets most. */
export function makeStarter(db: Db, trainer: Trainer, path: Path, at: Date): Promise<Quiz> {
  return db.transaction(async (tx) => {
    const close = fitting(path.starter, await listPathMaterial(tx));
    const pool = assemblePaper(close.slice(0, 8).flatMap(({ questions }) => questions), { count: STARTER.pool, seen: new Set(), seed: path.id });
    if (pool.length < STARTER.questions) throw new Refused("paths.too-little");
    const quiz = await draftQuiz(tx, trainer, { title: path.starter.title, summary: path.starter.summary, topic: pool[0]!.topic, passPercent: 60, drawCount: STARTER.questions }, at);
    await addToQuiz(tx, trainer, quiz, pool.map(({ row }) => row), at);
    await insertAuditEvent(tx, trainer.id, "path.starter-made", path.id, { quiz: quiz.slug }, at);
    return quiz;
  });
}

/** The next months of a path that nobody has made: a published quiz a week, and an assignment a month where they are given out. All of it or nothing. */
export function startPath(db: Db, trainer: Trainer, path: Path, { months, toEverybody, from }: PathWish, at: Date): Promise<PathWeek[]> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const before = await listPathWeeks(tx, path.id);
    const next = nextMonths(before, months);
    if (next.length === 0) throw new Refused("paths.all-made");
    const planned = planWeeks(path, next, await listPathMaterial(tx), await hadIn(tx, before));
    if (planned.length === 0) throw new Refused("paths.too-little");
    const quizzes = new Map<number, Quiz>();
    for (const week of planned) quizzes.set(week.week, await makeWeek(tx, trainer, path, week, at));
    if (toEverybody) for (const [index, month] of next.entries()) await giveMonth(tx, trainer, path.months[month - 1]!.theme, planned.filter((week) => week.month === month).map(({ week }) => quizzes.get(week)!.id), monthsOn(from, index), at);
    await insertAuditEvent(tx, trainer.id, "path.started", path.id, { weeks: planned.length, from: toEverybody ? from : null }, at);
    return listPathWeeks(tx, path.id);
  });
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
  const quiz = await draftQuiz(tx, trainer, { title: `Week ${week}: ${title}`, summary: `${theme}: a minute about ${title}.`.slice(0, 600), topic: questions[0]!.topic, passPercent: 60, drawCount: null }, at);
  await addToQuiz(tx, trainer, quiz, questions.map(({ row }) => row), at);
  await publishQuiz(tx, trainer, quiz, { reason: theme }, at);
  await insertPathWeek(tx, { path: path.id, week, quiz_id: quiz.id });
  return quiz;
}

async function giveMonth(tx: Db, person: Trainer, title: string, quizIds: readonly number[], month: string, at: Date): Promise<void> {
  const everyone = { kind: "everyone", team_id: null, group_id: null, person_id: null, is_exclusion: 0 } as const;
  const days = { opens_on: `${month}-01`, due_on: lastDayOf(month), due_days: null, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished" } as const;
  await saveAssignment(tx, { person, reach: "everybody" }, newPublicId(), { title, ...days, quizIds, parts: [everyone] }, at);
}

/** 2026-11 and 2: 2027-01 */
export function monthsOn(month: string, count: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

function lastDayOf(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
