import { assemblePaper, forPool } from "../engine/generation/papers.ts";
import { layOut } from "../engine/questions/layout.ts";
import { deadlineOf } from "../engine/questions/limits.ts";
import type { Question } from "../engine/questions/question.ts";
import { newPublicId } from "../lib/ids.ts";
import { findOpenAttemptOf, insertAttemptOnce, listTakenAt } from "../storage/attempts.ts";
import { insertPaperItems, listSeenQuestionIds } from "../storage/paper-items.ts";
import { findPersonUnchanged } from "../storage/people.ts";
import { listVersionQuestionIds } from "../storage/publications.ts";
import { findNewestQuizVersion, listPool } from "../storage/quizzes.ts";
import type { Attempt, Db, Person, QuestionVersion, Quiz, QuizVersion } from "../storage/tables.ts";
import { finishOverdueOf } from "./deadlines.ts";
import { Refused } from "./errors.ts";
import { refusalOfAnother } from "./limits.ts";

/** `language` is the one that the learner reads now; the attempt stays in it. */
type Learner = Pick<Person, "id"> & Partial<Pick<Person, "language">>;
export type PoolEntry = ReturnType<typeof forPool> & { version: QuestionVersion };

/** Starting again resumes the open attempt, so a double click costs nothing. Its deadline, where the quiz has a time limit, is set here and nowhere else. */
export async function startAttempt(db: Db, learner: Learner, quiz: Pick<Quiz, "id" | "state">, at: Date): Promise<Attempt> {
  await finishOverdueOf(db, learner, at);
  return db.transaction(async (tx) => {
    const open = await findOpenAttemptOf(tx, learner, quiz.id);
    if (open) return open;
    const version = quiz.state === "published" ? await findNewestQuizVersion(tx, quiz.id) : undefined;
    if (!version) throw new Refused("attempts.not-open");
    return beginAttempt(tx, learner, version, at);
  });
}

async function beginAttempt(tx: Db, learner: Learner, version: QuizVersion, at: Date): Promise<Attempt> {
  const taken = await listTakenAt(tx, learner, version.quiz_id);
  const refusal = refusalOfAnother(version, taken, at);
  if (refusal) throw new Refused(refusal.key, "form", refusal.values);
  const seed = newPublicId();
  const paper = await drawPaper(tx, learner, version, seed);
  const attempt = await insertAttemptOnce(tx, {
    public_id: newPublicId(), person_id: learner.id, quiz_id: version.quiz_id, quiz_version_id: version.id, number: taken.length + 1, seed, language: learner.language ?? null,
    started_at: at.toISOString(), finished_at: null, score: null, of: paper.length, deadline_at: await deadlineFor(tx, learner, version, at), added_minutes: 0, practice_of: null,
  });
  if (!attempt) return startedMeanwhile(tx, learner, version);

  await insertPaper(tx, attempt, paper);
  return attempt;
}

/** Extra time that is given at this moment is counted here or there, never twice and never not at all. */
async function deadlineFor(tx: Db, learner: Learner, version: QuizVersion, at: Date): Promise<string | null> {
  return version.limit_minutes === null ? null : deadlineOf(at, version, (await findPersonUnchanged(tx, learner.id)).extra_percent);
}

/** Puts the questions on the paper, each in the layout that the seed gives it. */
export async function insertPaper(tx: Db, { id, seed }: Pick<Attempt, "id" | "seed">, paper: readonly PoolEntry[]): Promise<void> {
  await insertPaperItems(tx, paper.map((question, index) => ({ attempt_id: id, position: index + 1, question_version_id: question.version.id, layout: JSON.stringify(layOut(question, seed)) })));
}

/** A version of a question with what assembling needs to know of it. */
export function poolEntry(version: QuestionVersion): PoolEntry {
  return { ...forPool(JSON.parse(version.body) as Question), version };
}

async function drawPaper(tx: Db, learner: Learner, { id, draw_count }: QuizVersion, seed: string): Promise<PoolEntry[]> {
  const pool = (await listPool(tx, id)).map(poolEntry);
  const met = await listSeenQuestionIds(tx, learner, pool.map(({ version }) => version.question_id));
  const seen = new Set(pool.filter(({ version }) => met.has(version.question_id)).map((question) => question.id));
  const paper = assemblePaper(pool, { count: draw_count, seen, seed });
  if (paper.length === 0) throw new Refused((await listVersionQuestionIds(tx, id)).length === 0 ? "attempts.no-questions" : "attempts.all-withdrawn");
  return paper;
}

/** A second tab was faster: its attempt is the one. */
async function startedMeanwhile(tx: Db, learner: Learner, version: QuizVersion): Promise<Attempt> {
  const open = await findOpenAttemptOf(tx, learner, version.quiz_id);
  if (!open) throw new Refused("attempts.another-window");
  return open;
}
