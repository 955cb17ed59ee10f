import { assemblePaper } from "../engine/generation/papers.ts";
import { fitting, type Path } from "../engine/library/paths.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPathRun, replacePathRun } from "../storage/path-runs.ts";
import { listPathWeeks } from "../storage/path-weeks.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";
import { waitForOthers } from "./content-turns.ts";
import { Refused } from "./errors.ts";
import { listPathMaterial } from "./path-material.ts";
import { makeNextMonth, monthOf, nextMonths } from "./path-months.ts";

type Trainer = Pick<Person, "id">;
/** From which month of the path on (1 to 12), as its reader saw it, how many are made, and, where they are given to everybody, from which month on (2027-01). */
export interface PathWish { begin: number; months: number; toEverybody: boolean; from: string }
/** How many weeks were made, and how many months follow by themselves. No weeks: somebody, or a second click, was faster. */
export interface PathStart { weeks: number; monthsLeft: number }

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

/** Makes the next month of a path at once, and leaves the others that are wished for to `continuePaths`. Doing it again changes nothing. @throws Refused where the first month is over already */
export async function startPath(db: Db, trainer: Trainer, path: Path, { begin, months, toEverybody, from }: PathWish, at: Date): Promise<PathStart> {
  if (toEverybody && from < monthOf(at)) throw new Refused("paths.from-past", "from");
  const material = await listPathMaterial(db);
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const [known, next] = [await findPathRun(tx, path.id), nextMonths(await listPathWeeks(tx, path.id), months)];
    if (known?.stopped === null) return { weeks: 0, monthsLeft: known.months_left };
    if (next.length === 0) throw new Refused("paths.all-made");
    if (next[0] !== begin) return { weeks: 0, monthsLeft: 0 };
    const run = { path: path.id, months_left: next.length, next_month: toEverybody ? from : null, author_id: trainer.id, started_at: at.toISOString(), stopped: null };
    await replacePathRun(tx, run);
    await insertAuditEvent(tx, trainer.id, "path.started", path.id, { months: next, from: run.next_month }, at);
    return { weeks: (await makeNextMonth(tx, path, run, material, at)).length, monthsLeft: next.length - 1 };
  });
}
