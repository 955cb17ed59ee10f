import type { Knex } from "knex";
import type { Limits } from "../engine/questions/limits.ts";
import { versionsOut, versionsRestingOn } from "./doubts.ts";
import { amongIds } from "./given-lists.ts";
import { pages, type Page } from "./page.ts";
import type { Terms } from "./quiz-terms.ts";
import { statement } from "./statements.ts";
import type { Db, Person, QuestionVersion, Quiz, QuizVersion } from "./tables.ts";

/** A published quiz as learners meet it: the words and rules of its newest version. `pool` counts the questions that are asked, `withdrawn` those that rest on a fact in doubt. */
export interface OpenQuiz extends Pick<QuizVersion, "title" | "summary" | "draw_count" | "pass_percent" | "feedback" | "asks_confidence" | "expected_seconds" | keyof Limits | keyof Terms> {
  id: number; slug: string; topic: string; state: Quiz["state"]; version_id: number; pool: number; withdrawn: number;
}

/** A published quiz by its address, for whoever starts it. */
export async function findQuizToStart(db: Db, slug: string): Promise<Pick<Quiz, "id" | "state"> | undefined> {
  return (await quizToStart(db, slug))[0];
}

const quizToStart = statement<[slug: string], Pick<Quiz, "id" | "state">>((db, slug) => db("quizzes").where({ slug, state: "published" }).select("id", "state"));

export async function findPublishedQuiz(db: Db, slug: string): Promise<OpenQuiz | undefined> {
  const [quiz] = await publishedQuiz(db, slug);
  return quiz && withNumbers(quiz);
}

export const publishedQuiz = statement<[slug: string], OpenQuiz>((db, slug) => openQuizzes(db).where("quizzes.slug", slug));

/** A published quiz, or a withdrawn one that this learner has taken: results stay within reach. */
export async function findQuizFor(db: Db, learner: Pick<Person, "id">, slug: string): Promise<OpenQuiz | undefined> {
  const [quiz] = await quizFor(db, learner.id, slug);
  return quiz && withNumbers(quiz);
}

const quizFor = statement<[personId: number, slug: string], OpenQuiz>((db, personId, slug) => {
  const own = db("attempts").select("attempts.id").where("attempts.quiz_id", db.ref("quizzes.id")).where("attempts.person_id", personId);
  return newestVersions(db).where("quizzes.slug", slug).where((open) => open.where("quizzes.state", "published").orWhereExists(own));
});

/** By title; those to which links lead are on no list. */
export async function listPublishedQuizzes(db: Db, number: number): Promise<Page<OpenQuiz>> {
  const page = await shelf(db, number);
  return { ...page, rows: page.rows.map(withNumbers) };
}

const shelf = pages<[], OpenQuiz>((db) => listed(db).orderBy([{ column: "version.title" }, { column: "quizzes.id" }]));

/** All of them, by title: for filters and reports. */
export async function listEveryPublishedQuiz(db: Db): Promise<OpenQuiz[]> {
  return (await openQuizzes(db).orderBy("quizzes.id")).map(withNumbers).sort((one, other) => ORDER.compare(one.title, other.title));
}

/** Week 2 before week 10. */
const ORDER = new Intl.Collator("en", { numeric: true });

export async function listPublishedQuizzesByIds(db: Db, ids: readonly number[]): Promise<OpenQuiz[]> {
  return ids.length === 0 ? [] : (await publishedAmong(db, JSON.stringify(ids))).map(withNumbers);
}

const publishedAmong = statement<[ids: string], OpenQuiz>((db, ids) => openQuizzes(db).whereRaw(amongIds(db, "quizzes.id", ids)));

/** Those that may be chosen for something else, by title: not the ones to which links lead. */
export async function listOfferedQuizzes(db: Db): Promise<OpenQuiz[]> {
  return (await listed(db).orderBy([{ column: "version.title" }, { column: "quizzes.id" }])).map(withNumbers);
}

function listed(db: Db): OpenQuizzes {
  return openQuizzes(db).whereNotIn("quizzes.id", db("question_links").select("quiz_id"));
}

/** Those whose newest version has a question that rests on one of these facts, by title. */
export async function listPublishedRestingOn(db: Db, factIds: readonly number[]): Promise<OpenQuiz[]> {
  const versions = db("quiz_version_questions").whereIn("question_version_id", versionsRestingOn(db, factIds)).select("quiz_version_id");
  return (await openQuizzes(db).whereIn("version.id", versions).orderBy([{ column: "version.title" }, { column: "quizzes.id" }])).map(withNumbers);
}

/** How many questions an attempt at it asks; an adaptive one at most. */
export function countQuestions({ draw_count, pool, adaptive, adaptive_most }: Pick<OpenQuiz, "draw_count" | "pool" | "adaptive" | "adaptive_most">): number {
  if (adaptive === 1) return Math.min(adaptive_most, pool);
  return draw_count === null ? pool : Math.min(draw_count, pool);
}

export type OpenQuizzes = Knex.QueryBuilder<OpenQuiz, OpenQuiz[]>;

export function openQuizzes(db: Db): OpenQuizzes {
  return newestVersions(db).where("quizzes.state", "published");
}

function newestVersions(db: Db): OpenQuizzes {
  const pool = () => db("quiz_version_questions").count("*").where("quiz_version_id", db.ref("version.id"));
  const newest: Knex.QueryBuilder = db("quizzes").join("quiz_versions as version", "version.quiz_id", "quizzes.id")
    .whereNotExists(db("quiz_versions as newer").select("newer.id").where("newer.quiz_id", db.ref("version.quiz_id")).where("newer.number", ">", db.ref("version.number")))
    .select("quizzes.id", "quizzes.slug", "quizzes.topic", "quizzes.state", "version.id as version_id", "version.title", "version.summary", "version.draw_count", "version.pass_percent",
      "version.feedback", "version.asks_confidence", "version.most_attempts", "version.limit_minutes", "version.wait_hours", "version.certificate_months", "version.closed_book", "version.adaptive", "version.adaptive_most", "version.expected_seconds",
      pool().whereNotIn("question_version_id", versionsOut(db)).as("pool"), pool().whereIn("question_version_id", versionsOut(db)).as("withdrawn"));
  return newest as OpenQuizzes;
}

/** PostgreSQL counts in text. */
export function withNumbers(quiz: OpenQuiz): OpenQuiz {
  return { ...quiz, pool: Number(quiz.pool), withdrawn: Number(quiz.withdrawn) };
}

export async function findNewestQuizVersion(db: Db, quizId: number): Promise<QuizVersion | undefined> {
  return (await newestVersion(db, quizId))[0];
}

export const newestVersion = statement<[quizId: number], QuizVersion>((db, quiz_id) => db("quiz_versions").where({ quiz_id }).orderBy("number", "desc").limit(1));

export async function findQuizVersion(db: Db, id: number): Promise<QuizVersion | undefined> {
  return (await versionById(db, id))[0];
}

const versionById = statement<[id: number], QuizVersion>((db, id) => db("quiz_versions").where({ id }));

/** What passing these versions takes and gives, by their ids. */
export async function listPassMarks(db: Db, ids: readonly number[]): Promise<Map<number, Pick<QuizVersion, "id" | "pass_percent" | "certificate_months">>> {
  return new Map((await db("quiz_versions").whereIn("id", [...ids]).select("id", "pass_percent", "certificate_months")).map((version) => [version.id, version]));
}

/** A question that attempts are made of, at its place in the pool, with the tags that it had when the quiz was published. The body holds the key. */
export type PooledVersion = Pick<QuestionVersion, "id" | "question_id" | "body"> & { position: number; tags: string };

/** The questions that attempts at this version are made of, in their order; none that rests on a fact in doubt. */
export const listPool = statement<[versionId: number], PooledVersion>((db, id) => db("question_versions").join("quiz_version_questions as pool", "pool.question_version_id", "question_versions.id")
  .where("pool.quiz_version_id", id).whereNotIn("question_versions.id", versionsOut(db)).orderBy("pool.position").select("question_versions.id", "question_versions.question_id", "question_versions.body", "pool.position", "pool.tags"));

/** The incidents that a version's questions are about: labels, because titles may tell what is asked. */
export async function listIncidentLabels(db: Db, versionId: number): Promise<string[]> {
  return (await incidentLabels(db, versionId)).map(({ label }) => label);
}

const incidentLabels = statement<[versionId: number], { label: string }>((db, versionId) => db("incidents").distinct("incidents.label").join("questions", "questions.incident_id", "incidents.id")
  .join("question_versions", "question_versions.question_id", "questions.id").join("quiz_version_questions as pool", "pool.question_version_id", "question_versions.id")
  .where("pool.quiz_version_id", versionId).where("incidents.kind", "incident").orderBy("incidents.label"));
