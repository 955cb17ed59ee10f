import type { Knex } from "knex";
import { groupBy } from "../lib/groups.ts";
import { inPortions } from "./batches.ts";
import { amongIds } from "./given-lists.ts";
import { pages, type Page } from "./page.ts";
import { statement } from "./statements.ts";
import { feedbackIn } from "./told-when.ts";
import type { Attempt, Db, New, Person, QuizState, QuizVersion } from "./tables.ts";
import { writeTogether, writing, type Writing } from "./writing-together.ts";

type Learner = Pick<Person, "id">;

/** What lists say of the version that was taken: its words and its rules. */
type Taken = Pick<QuizVersion, "title" | "pass_percent" | "feedback" | "asks_confidence" | "certificate_months">;
/** An attempt with what lists say of it, and how far it has come. `quiz_state` is that of the quiz now. */
export interface NamedAttempt extends Attempt, Taken { slug: string; quiz_state: QuizState; answered: number }

export async function findAttemptOf(db: Db, learner: Learner, publicId: string): Promise<NamedAttempt | undefined> {
  const [attempt] = await ownAttempt(db, learner.id, publicId);
  return attempt && answeredIn(attempt);
}

export const ownAttempt = statement<[personId: number, publicId: string], NamedAttempt>((db, id, publicId) => attemptsOf(db, { id }).where("attempts.public_id", publicId));

/** Holds the row until the transaction ends, so that answers to one attempt are stored one after the other. */
export async function findLockedAttemptOf(db: Db, learner: Learner, id: number): Promise<Attempt | undefined> {
  return (await lockedAttempt(db, id, learner.id))[0];
}

const lockedAttempt = statement<[id: number, personId: number], Attempt>((db, id, person_id) => db("attempts").where({ id, person_id }).forUpdate());

/** With the rules that storing an answer goes by. */
export type HeldAttempt = Attempt & Pick<QuizVersion, "asks_confidence" | "feedback">;

/** The same by its address. */
export const lockedNamed = statement<[personId: number, publicId: string], HeldAttempt>((db, person_id, public_id) => {
  const version = (): Knex.QueryBuilder => db("quiz_versions").where("quiz_versions.id", db.ref("attempts.quiz_version_id"));
  return db("attempts").where({ public_id, person_id }).forUpdate().select("attempts.*", version().select("asks_confidence").as("asks_confidence"), version().select(feedbackIn(db)).as("feedback"));
});

export async function findOpenAttemptOf(db: Db, learner: Learner, quizId: number): Promise<Attempt | undefined> {
  return (await openAttempt(db, learner.id, quizId))[0];
}

export const openAttempt = statement<[personId: number, quizId: number], Attempt>((db, person_id, quiz_id) => db("attempts").where({ person_id, quiz_id, practice_of: null, finished_at: null }));

export async function listOpenAttemptsOf(db: Db, learner: Learner): Promise<NamedAttempt[]> {
  return (await openAttempts(db, learner.id)).map(answeredIn);
}

const openAttempts = statement<[personId: number], NamedAttempt>((db, id) => newestFirst(db, { id }).whereNull("attempts.finished_at"));

/** The last five that count. */
export async function listLatestResultsOf(db: Db, learner: Learner): Promise<NamedAttempt[]> {
  return (await latestResults(db, learner.id)).map(answeredIn);
}

const latestResults = statement<[personId: number], NamedAttempt>((db, id) => newestFirst(db, { id }).whereNotNull("attempts.finished_at").whereNull("attempts.practice_of").limit(5));

/** Those that count; the newest first. */
export async function listAttemptsAt(db: Db, learner: Learner, quizIds: readonly number[]): Promise<NamedAttempt[]> {
  const rows = quizIds.length === 1 ? await takenAt(db, learner.id, quizIds[0]!) : await takenAtAny(db, learner.id, JSON.stringify(quizIds));
  return rows.map(answeredIn);
}

export const takenAt = statement<[personId: number, quizId: number], NamedAttempt>((db, id, quizId) => newestFirst(db, { id }).where("attempts.quiz_id", quizId).whereNull("attempts.practice_of"));

const takenAtAny = statement<[personId: number, quizIds: string], NamedAttempt>((db, id, quizIds) => newestFirst(db, { id }).whereRaw(amongIds(db, "attempts.quiz_id", quizIds)).whereNull("attempts.practice_of"));

export async function listAttemptsOf(db: Db, learner: Learner, number: number): Promise<Page<NamedAttempt>> {
  const page = await history(db, number, learner.id);
  return { ...page, rows: page.rows.map(answeredIn) };
}

const history = pages<[personId: number], NamedAttempt>((db, id) => newestFirst(db, { id }));

/** A finished attempt in which something counts. */
export type FinishedAttempt = NamedAttempt & { finished_at: string; score: number };

/** Practice is not among them. */
export async function listFinishedAttemptsOf(db: Db, learner: Learner): Promise<FinishedAttempt[]> {
  return (await newestFirst(db, learner).whereNotNull("attempts.finished_at").whereNull("attempts.practice_of").where("attempts.of", ">", 0)).map(answeredIn) as FinishedAttempt[];
}

/** Where everything was withdrawn, nothing is finished; nor does practice finish anything. */
export async function listFinishedQuizIds(db: Db, learner: Learner): Promise<Set<number>> {
  const rows = await db("attempts").where({ person_id: learner.id, practice_of: null }).whereNotNull("finished_at").where("of", ">", 0).distinct("quiz_id");
  return new Set(rows.map((row) => row.quiz_id));
}

/** What limits need to know of the attempts that count, in their order. */
export const numbersTaken = statement<[personId: number, quizId: number], Pick<Attempt, "number" | "finished_at" | "of">>((db, person_id, quiz_id) => db("attempts").where({ person_id, quiz_id, practice_of: null }).orderBy("number").select("number", "finished_at", "of"));

/** Nothing comes back where the learner has an open attempt at this quiz already: one is the rule. */
export async function insertAttemptOnce(db: Db, attempt: Omit<New<Attempt>, "tallied" | "adaptive" | "finished_at" | "score" | "answers_gone_at"> & Partial<Pick<Attempt, "adaptive">>): Promise<Attempt | undefined> {
  const { public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, of, deadline_at, added_minutes, practice_of, language, adaptive = 0 } = attempt;
  return (await insert(db, public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, of, deadline_at, added_minutes, practice_of, language, adaptive))[0];
}

const insert = statement<[publicId: string, personId: number, quizId: number, versionId: number, number: number, seed: string, startedAt: string, of: number, deadlineAt: string | null, addedMinutes: number, practiceOf: number | null, language: string | null, adaptive: 0 | 1], Attempt>(
  (db, public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, of, deadline_at, added_minutes, practice_of, language, adaptive) => db("attempts")
    .insert({ public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, finished_at: null, score: null, of, deadline_at, added_minutes, practice_of, language, adaptive }).onConflict().ignore().returning("*"),
);

/** What the statistics have of it is out of date then. */
export async function updateAttempt(db: Db, id: number, outcome: Pick<Attempt, "finished_at" | "score" | "of">): Promise<void> {
  await writeTogether(db, [attemptEnded(id, outcome)]);
}

/** The same to be written with more. */
export function attemptEnded(id: number, { finished_at, score, of }: Pick<Attempt, "finished_at" | "score" | "of">): Writing {
  return result(finished_at, score, of, id);
}

const result = writing(statement<[finishedAt: string | null, score: number | null, of: number, id: number], never>((db, finished_at, score, of, id) => db("attempts").where({ id }).update({ finished_at, score, of, tallied: db.raw("CASE WHEN tallied = 0 THEN 0 ELSE -1 END") })));

/** Many at once: those that come to the same take one statement. */
export async function updateScores(tx: Db, results: readonly Pick<Attempt, "id" | "score" | "of">[]): Promise<void> {
  for (const [, same] of groupBy(results, ({ score, of }) => `${score} ${of}`)) {
    const { score, of } = same[0]!;
    for (const portion of inPortions(same, 500)) await tx("attempts").whereIn("id", portion.map(({ id }) => id)).update({ score, of });
  }
}

type Attempts = Knex.QueryBuilder<NamedAttempt, NamedAttempt[]>;

function newestFirst(db: Db, learner: Learner): Attempts {
  return attemptsOf(db, learner).orderBy([{ column: "attempts.started_at", order: "desc" }, { column: "attempts.id", order: "desc" }]);
}

function attemptsOf(db: Db, learner: Learner): Attempts {
  const answered = db("responses").count("*").where("attempt_id", db.ref("attempts.id")).as("answered");
  return db("attempts").join("quizzes", "quizzes.id", "attempts.quiz_id").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id")
    .where("attempts.person_id", learner.id).select("attempts.*", "quizzes.slug", "quizzes.state as quiz_state", answered)
    .select("quiz_versions.title", "quiz_versions.pass_percent", feedbackIn(db), "quiz_versions.asks_confidence", "quiz_versions.certificate_months") as Knex.QueryBuilder as Attempts;
}

/** PostgreSQL counts in text. */
export function answeredIn(attempt: NamedAttempt): NamedAttempt {
  return { ...attempt, answered: Number(attempt.answered) };
}
