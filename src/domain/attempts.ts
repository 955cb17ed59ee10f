import { assemblePaper, forPool } from "../engine/generation/papers.ts";
import { layOut } from "../engine/questions/layout.ts";
import type { Question } from "../engine/questions/question.ts";
import { newPublicId } from "../lib/ids.ts";
import { countAttemptsAt, findOpenAttemptOf, insertAttemptOnce } from "../storage/attempts.ts";
import { insertPaperItems, listSeenQuestionIds } from "../storage/paper-items.ts";
import { listVersionQuestionIds } from "../storage/publications.ts";
import { findNewestQuizVersion, listPool } from "../storage/quizzes.ts";
import type { Attempt, Db, Person, QuestionVersion, Quiz, QuizVersion } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

type Learner = Pick<Person, "id">;
type PoolEntry = ReturnType<typeof forPool> & { version: QuestionVersion };

/** Starting again resumes the open attempt, so a double click costs nothing. */
export async function startAttempt(db: Db, learner: Learner, quiz: Pick<Quiz, "id" | "state">, at: Date): Promise<Attempt> {
  return db.transaction(async (tx) => {
    const open = await findOpenAttemptOf(tx, learner, quiz.id);
    if (open) return open;
    const version = quiz.state === "published" ? await findNewestQuizVersion(tx, quiz.id) : undefined;
    if (!version) throw new Refused("This quiz is not open.");
    return beginAttempt(tx, learner, version, at);
  });
}

async function beginAttempt(tx: Db, learner: Learner, version: QuizVersion, at: Date): Promise<Attempt> {
  const seed = newPublicId();
  const paper = await drawPaper(tx, learner, version, seed);
  const number = 1 + (await countAttemptsAt(tx, learner, version.quiz_id));
  const attempt = await insertAttemptOnce(tx, {
    public_id: newPublicId(), person_id: learner.id, quiz_id: version.quiz_id, quiz_version_id: version.id, number, seed,
    started_at: at.toISOString(), finished_at: null, score: null, of: paper.length,
  });
  if (!attempt) return startedMeanwhile(tx, learner, version);

  await insertPaperItems(tx, paper.map((question, index) => ({ attempt_id: attempt.id, position: index + 1, question_version_id: question.version.id, layout: JSON.stringify(layOut(question, seed)) })));
  return attempt;
}

async function drawPaper(tx: Db, learner: Learner, { id, draw_count }: QuizVersion, seed: string): Promise<PoolEntry[]> {
  const pool = (await listPool(tx, id)).map((version) => ({ ...forPool(JSON.parse(version.body) as Question), version }));
  const met = await listSeenQuestionIds(tx, learner, pool.map(({ version }) => version.question_id));
  const seen = new Set(pool.filter(({ version }) => met.has(version.question_id)).map((question) => question.id));
  const paper = assemblePaper(pool, { count: draw_count, seen, seed });
  if (paper.length === 0) throw new Refused((await listVersionQuestionIds(tx, id)).length === 0 ? "This quiz has no questions yet." : "Every question of this quiz is withdrawn for now, because the facts behind them are disputed. Nobody has to take it.");
  return paper;
}

/** A second tab was faster: its attempt is the one. */
async function startedMeanwhile(tx: Db, learner: Learner, version: QuizVersion): Promise<Attempt> {
  const open = await findOpenAttemptOf(tx, learner, version.quiz_id);
  if (!open) throw new Refused("This quiz was started in another window. Reload the page to see it.");
  return open;
}
