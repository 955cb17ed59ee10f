import { forPool } from "../engine/generation/papers.ts";
import type { Question } from "../engine/questions/question.ts";
import { canFollow, isDone, nextQuestion, type AdaptiveAnswer } from "../engine/statistics/adaptive.ts";
import { poolScore, type PoolScore } from "../engine/statistics/pool-score.ts";
import { predictedDifficulty } from "../engine/statistics/priors.ts";
import type { RatedAnswer } from "../engine/statistics/rasch.ts";
import { randomFrom } from "../lib/random.ts";
import { findDifficulties, insertAdaptivePool, type Difficulties } from "../storage/adaptive-pools.ts";
import { listPaperBodies, type PaperLine } from "../storage/paper-items.ts";
import { listQuestionDifficulties } from "../storage/question-difficulties.ts";
import { findQuizVersion, listPool } from "../storage/quizzes.ts";
import type { QuestionDifficulty } from "../storage/adaptive-tables.ts";
import type { Attempt, Db } from "../storage/tables.ts";
import { insertPaper, poolEntry, type PoolEntry } from "./laying-papers.ts";

type Held = Pick<Attempt, "id" | "seed" | "quiz_version_id">;
type Rated = PoolEntry & { logits: number };
type Line = Pick<PaperLine, "question_version_id" | "score" | "isWithdrawn" | "isMissed" | "isCredited">;

/** What an adaptive attempt begins with: the pool with its difficulties as they are now, so that nothing that is learnt meanwhile changes the attempt. */
export async function openPool(tx: Db, quizVersionId: number): Promise<Rated[]> {
  const pool = (await listPool(tx, quizVersionId)).map(poolEntry);
  const known = new Map((await listQuestionDifficulties(tx, pool.map(({ version }) => version.question_id))).map((row) => [row.question_id, row]));
  return pool.map((entry) => Object.assign(entry, { logits: logitsOf(entry, known.get(entry.version.question_id)) }));
}

/** The same of questions that are not published yet. The bodies hold the keys. */
export function openPoolOf<Q extends { question_id: number; body: string }>(questions: readonly Q[], known: ReadonlyMap<number, QuestionDifficulty>): (ReturnType<typeof forPool> & { logits: number; question_id: number })[] {
  return questions.map(({ question_id, body }) => {
    const question = forPool(JSON.parse(body) as Question);
    return Object.assign(question, { question_id, logits: logitsOf(question, known.get(question_id)) });
  });
}

/** To a thousandth, as it is kept. */
function logitsOf(question: Question, known: QuestionDifficulty | undefined): number {
  return Math.round(1000 * (known?.logits ?? predictedDifficulty(question).mean)) / 1000;
}

/** Keeps the pool of an attempt and puts the first question on its paper. */
export async function beginAdaptive(tx: Db, attempt: Held, pool: readonly Rated[], shuffles: boolean): Promise<void> {
  await insertAdaptivePool(tx, attempt.id, new Map(pool.map(({ version, logits }) => [version.id, logits])));
  await insertPaper(tx, attempt, [nextQuestion(pool, [], chanceAt(attempt, 0))!], { shuffles });
}

/**
 * Puts the next question on the paper of a held attempt in which nothing waits for an answer. Says whether there was one: not where enough is known, or the pool gives none.
 * It depends on the attempt's seed, its answers and what is in doubt now. The place on the paper is unique, so that no second process adds another.
 */
export async function growPaper(tx: Db, attempt: Held, paper: readonly Line[]): Promise<boolean> {
  const difficulties = await findDifficulties(tx, attempt.id);
  const asked = (await listPaperBodies(tx, attempt.id)).map((body, place) => ({ ...forPool(JSON.parse(body) as Question), logits: difficulties.get(paper[place]!.question_version_id) ?? 0 }));
  const answered = asked.flatMap((question, place): AdaptiveAnswer<typeof question>[] => (counts(paper[place]!) ? [{ question, score: paper[place]!.score! }] : []));
  const { adaptive_most, shuffles_options } = (await findQuizVersion(tx, attempt.quiz_version_id))!;
  if (isDone(answered, adaptive_most)) return false;
  const pool = (await listPool(tx, attempt.quiz_version_id)).filter(({ id }) => difficulties.has(id)).map((version) => Object.assign(poolEntry(version), { logits: difficulties.get(version.id)! }));
  const next = nextQuestion(pool.filter((question) => asked.every((other) => canFollow(other, question))), answered as AdaptiveAnswer<Rated>[], chanceAt(attempt, paper.length));
  if (next) await insertPaper(tx, attempt, [next], { standing: paper.length, shuffles: shuffles_options !== 0 });
  return next !== undefined;
}

/** The next question of a sitting that is kept elsewhere, chosen as for an attempt; undefined where it is over. Bodies hold keys. */
export function nextAfter<Q extends { version: number; logits: number; body: string }>(pool: readonly Q[], answered: readonly { version: number; score: number }[], { seed, most }: { seed: string; most: number }): Q | undefined {
  const entries = pool.map((source) => ({ ...forPool(JSON.parse(source.body) as Question), logits: source.logits, source }));
  const given = answered.map(({ version, score }) => ({ question: entries.find(({ source }) => source.version === version)!, score }));
  return isDone(given, most) ? undefined : nextQuestion(entries, given, chanceAt({ seed }, answered.length))?.source;
}

/** What an adaptive attempt comes to, in per cent of its pool; undefined where nothing counts. `answers` counts those that it rests on; `difficulties` are those of the pool. */
export type AdaptiveScore = PoolScore & { answers: number; difficulties: number[] };

export async function adaptiveScore(db: Db, attempt: Pick<Attempt, "id" | "quiz_version_id">, paper: readonly Line[]): Promise<AdaptiveScore | undefined> {
  return scoreIn(await findDifficulties(db, attempt.id), paper, (await findQuizVersion(db, attempt.quiz_version_id))!.adaptive_most);
}

/** The same of a paper with the difficulties of its pool, which asks `most` at most. */
export function scoreIn(difficulties: Difficulties, paper: readonly Line[], most: number): AdaptiveScore | undefined {
  const answers = ratedAnswers(paper, difficulties, most);
  const pool = [...difficulties.values()];
  return answers.length === 0 ? undefined : { ...poolScore(answers, pool), answers: answers.length, difficulties: pool };
}

/**
 * Withdrawn questions are left out. Where the time was up, whatever could still have been asked counts as wrong, like anything that is missed: else leaving early would pay. What was missed and then credited to
 * everybody counts as right.
 */
function ratedAnswers(paper: readonly Line[], difficulties: Difficulties, most: number): RatedAnswer[] {
  const rated = (line: Line, score: number): RatedAnswer => ({ difficulty: difficulties.get(line.question_version_id) ?? 0, score });
  const credited = paper.filter((line) => line.isMissed && line.isCredited && line.score === null && !line.isWithdrawn);
  const answers = [...paper.filter(counts).map((line) => rated(line, line.score!)), ...credited.map((line) => rated(line, 1))];
  const cutShort = paper.find(({ isMissed }) => isMissed);
  const askable = difficulties.size - paper.filter(({ isWithdrawn }) => isWithdrawn).length;
  const rest = cutShort ? Math.max(0, Math.min(most, askable) - answers.length) : 0;
  return [...answers, ...Array.from({ length: rest }, () => rated(cutShort!, 0))];
}

function counts({ score, isWithdrawn }: Line): boolean {
  return score !== null && !isWithdrawn;
}

function chanceAt({ seed }: Pick<Attempt, "seed">, place: number): () => number {
  return randomFrom(`${seed}/adaptive/${place}`);
}
