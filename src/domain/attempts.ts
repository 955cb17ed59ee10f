import { newestDay } from "../engine/assignments/rounds.ts";
import { drawPaper } from "../engine/generation/drawing.ts";
import { deadlineOf } from "../engine/questions/limits.ts";
import { newPublicId } from "../lib/ids.ts";
import { findOpenAttemptOf, insertAttemptOnce } from "../storage/attempts.ts";
import { findBeginning, listPoolFor, type Beginning } from "../storage/beginnings.ts";
import { inDeedOf } from "../storage/deeds.ts";
import { boardOfLines, type OwnDuty } from "../storage/duties.ts";
import { findPersonUnchanged } from "../storage/people.ts";
import { listVersionQuestionIds } from "../storage/publications.ts";
import { listPool } from "../storage/quizzes.ts";
import type { Attempt, Db, Person, Quiz, QuizVersion } from "../storage/tables.ts";
import { beginAdaptive, openPool } from "./adapting.ts";
import { finishOverdueOf } from "./deadlines.ts";
import { rulesOf } from "./draw-rules.ts";
import { Refused } from "./errors.ts";
import { insertPaper, poolEntry, type PoolEntry } from "./laying-papers.ts";
import { refusalOfAnother } from "./limits.ts";
import { queueStatements } from "./queueing-statements.ts";

/** `language` is the one that the learner reads now; the attempt stays in it. */
type Learner = Pick<Person, "id"> & Partial<Pick<Person, "language">>;

/** Starting again resumes the open attempt, so a double click costs nothing. Its deadline, where the quiz has a time limit, is set here and nowhere else. */
export async function startAttempt(db: Db, learner: Learner, quiz: Pick<Quiz, "id" | "state">, at: Date): Promise<Attempt> {
  await finishOverdueOf(db, learner, at);
  return (await startOrGoOn(db, learner, quiz, at)).attempt;
}

/** `next`: the place of the first question, where the attempt is new. */
export interface Started { attempt: Attempt; next?: number }

/** The same for somebody whose overdue attempts are finished already, and says how it goes on. */
export function startOrGoOn(db: Db, learner: Learner, quiz: Pick<Quiz, "id" | "state">, at: Date): Promise<Started> {
  return inDeedOf(db, learner, async (tx) => {
    const { open, version, ...before } = await findBeginning(tx, learner, quiz.id);
    if (open) return { attempt: open };
    if (!version || quiz.state !== "published") throw new Refused("attempts.not-open");
    return beginAttempt(tx, learner, version, before, at);
  });
}

type Before = Omit<Beginning, "open" | "version">;

async function beginAttempt(tx: Db, learner: Learner, version: QuizVersion, { taken, lines, since, isStated }: Before, at: Date): Promise<Started> {
  await mustBeOpen(tx, lines, version, at);
  const refusal = refusalOfAnother(version, taken.filter(({ finished_at }) => finished_at === null || finished_at >= since), at);
  if (refusal) throw new Refused(refusal.key, "form", refusal.values);
  const seed = newPublicId();
  const pool = version.adaptive === 1 ? await openPool(tx, version.id) : undefined;
  const paper = pool ?? (await paperFor(tx, learner, version, seed));
  if (paper.length === 0) throw new Refused((await listVersionQuestionIds(tx, version.id)).length === 0 ? "attempts.no-questions" : "attempts.all-withdrawn");
  const attempt = await insertAttemptOnce(tx, {
    public_id: newPublicId(), person_id: learner.id, quiz_id: version.quiz_id, quiz_version_id: version.id, number: taken.length + 1, seed, language: learner.language ?? null,
    started_at: at.toISOString(), of: pool ? Math.min(version.adaptive_most, pool.length) : paper.length, adaptive: version.adaptive, deadline_at: await deadlineFor(tx, learner, version, at), added_minutes: 0, practice_of: null,
  });
  if (!attempt) return { attempt: await startedMeanwhile(tx, learner, version) };

  const shuffles = version.shuffles_options === 1;
  await (pool ? beginAdaptive(tx, attempt, pool, shuffles) : insertPaper(tx, attempt, paper, { shuffles }));
  if (isStated) await queueStatements(tx, attempt, ["initialized"], at);
  return { attempt, next: 1 };
}

/** @throws Refused where the day of the quiz, or its turn in a path, is still to come */
async function mustBeOpen(tx: Db, lines: readonly OwnDuty[], { quiz_id }: QuizVersion, at: Date): Promise<void> {
  const { now, later } = await boardOfLines(tx, lines, newestDay(at), at);
  const waiting = now.some(({ quiz }) => quiz.id === quiz_id) ? undefined : later.find(({ quiz }) => quiz.id === quiz_id);
  if (waiting) throw new Refused(waiting.opens_on !== null && waiting.opens_on > newestDay(at) ? "duties.not-open-yet" : "duties.step-waits");
}

/** Extra time that is given at this moment is counted here or there, never twice and never not at all. */
async function deadlineFor(tx: Db, learner: Learner, version: QuizVersion, at: Date): Promise<string | null> {
  return version.limit_minutes === null ? null : deadlineOf(at, version, (await findPersonUnchanged(tx, learner.id)).extra_percent);
}

async function paperFor(tx: Db, learner: Learner, { id, draw_count, unseen_first, question_order, ...version }: QuizVersion, seed: string): Promise<PoolEntry[]> {
  const { pool: versions, met } = unseen_first === 0 ? { pool: await listPool(tx, id), met: new Set<number>() } : await listPoolFor(tx, learner, id);
  const pool = versions.map(poolEntry);
  const seen = new Set(pool.filter(({ version }) => met.has(version.question_id)).map((question) => question.id));
  return drawPaper(pool, { rules: rulesOf(version), count: draw_count, order: question_order }, { seen, seed });
}

/** A second tab was faster: its attempt is the one. */
async function startedMeanwhile(tx: Db, learner: Learner, version: QuizVersion): Promise<Attempt> {
  const open = await findOpenAttemptOf(tx, learner, version.quiz_id);
  if (!open) throw new Refused("attempts.another-window");
  return open;
}
