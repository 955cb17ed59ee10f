import { insertInBatches } from "./batches.ts";
import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import type { Db, New, Quiz, QuizVersion } from "./tables.ts";

/** A quiz that a question stands in: its draft, or one of its versions with the version of the question. */
export interface Standing extends Pick<Quiz, "slug" | "title" | "state"> { quiz_number: number | null; question_number: number | null }

export async function listStandings(db: Db, questionId: number): Promise<Standing[]> {
  const drafts: Knex.QueryBuilder = db("quiz_questions").join("quizzes", "quizzes.id", "quiz_questions.quiz_id").where("quiz_questions.question_id", questionId)
    .orderBy("quizzes.id").select("quizzes.slug", "quizzes.title", "quizzes.state");
  const published: Knex.QueryBuilder = db("quiz_version_questions as pool").join("question_versions as version", "version.id", "pool.question_version_id").join("quiz_versions", "quiz_versions.id", "pool.quiz_version_id")
    .join("quizzes", "quizzes.id", "quiz_versions.quiz_id").where("version.question_id", questionId).orderBy(["quizzes.id", "quiz_versions.number"])
    .select("quizzes.slug", "quizzes.title", "quizzes.state", "quiz_versions.number as quiz_number", "version.number as question_number");
  const inDrafts = ((await drafts) as Omit<Standing, "quiz_number" | "question_number">[]).map((draft) => ({ ...draft, quiz_number: null, question_number: null }));
  return [...inDrafts, ...((await published) as Standing[])];
}

/** What was published, with who did it; the newest first. */
export interface Publication extends Pick<QuizVersion, "number" | "title" | "published_at" | "reason"> { slug: string; publisher_name: string | null }

export async function listPublications(db: Db, limit: number, quizId?: number): Promise<Publication[]> {
  const query: Knex.QueryBuilder = db("quiz_versions").join("quizzes", "quizzes.id", "quiz_versions.quiz_id").leftJoin("people", "people.id", "quiz_versions.publisher_id")
    .orderBy([{ column: "quiz_versions.published_at", order: "desc" }, { column: "quiz_versions.id", order: "desc" }]).limit(limit)
    .select("quizzes.slug", "quiz_versions.number", "quiz_versions.title", "quiz_versions.published_at", "quiz_versions.reason", "people.name as publisher_name");
  if (quizId !== undefined) query.where("quizzes.id", quizId);
  return (await query) as Publication[];
}

/** The versions of questions that a published version holds, in order. */
export async function listVersionQuestionIds(db: Db, quizVersionId: number): Promise<number[]> {
  return (await db("quiz_version_questions").where({ quiz_version_id: quizVersionId }).orderBy("position").select("question_version_id")).map((row) => row.question_version_id);
}

/** A version of a question in a published pool, with the tags that its question had then. */
export interface Held { question_version_id: number; tags: string[] }

/** What a published version holds, in order. */
export async function listHeld(db: Db, quizVersionId: number): Promise<Held[]> {
  const rows = await db("quiz_version_questions").where({ quiz_version_id: quizVersionId }).orderBy("position").select("question_version_id", "tags");
  return rows.map(({ question_version_id, tags }) => ({ question_version_id, tags: JSON.parse(tags) as string[] }));
}

/** Versions are only ever added. */
export async function insertQuizVersion(db: Db, version: New<QuizVersion>, held: readonly Held[]): Promise<QuizVersion> {
  const questionVersionIds = held.map(({ question_version_id }) => question_version_id);
  const [row] = await db("quiz_versions").insert(version).returning("*");
  const rows = held.map(({ question_version_id, tags }, index) => ({ quiz_version_id: row!.id, question_version_id, position: index + 1, tags: JSON.stringify(tags) }));
  await insertInBatches(db, "quiz_version_questions", rows);
  await db("questions").whereIn("id", db("question_versions").whereIn("id", questionVersionIds).select("question_id")).update({ used: 1 });
  return row!;
}

/** How many of these quizzes are published. */
export function countPublished(db: Db, quizIds: readonly number[]): Promise<number> {
  return countRows(db("quizzes").whereIn("id", [...quizIds]).where({ state: "published" }));
}

/** The quizzes with these names in addresses, in the order of the names. */
export async function listQuizIds(db: Db, slugs: readonly string[]): Promise<number[]> {
  const ids = new Map((await db("quizzes").whereIn("slug", [...slugs]).select("id", "slug")).map(({ id, slug }) => [slug, id]));
  return slugs.flatMap((slug) => ids.get(slug) ?? []);
}
