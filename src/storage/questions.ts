import type { Knex } from "knex";
import type { Question } from "../engine/questions/question.ts";
import { countRows } from "./counting-rows.ts";
import { versionsOut } from "./doubts.ts";
import { paginate, type Page } from "./page.ts";
import { matching, newestFirst, type QuestionFilter } from "./question-filter.ts";
import { listTagsOf } from "./question-tags.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import type { Db, QuestionRow, QuestionState, QuestionVersion } from "./tables.ts";

/** A question with what lists say of it: its newest version and its incident. `withdrawn` is there (the version's id) where that version rests on a fact in doubt. */
export interface QuestionLine extends QuestionRow { version_id: number; number: number; stem: string; withdrawn: number | null; incident_slug: string | null; incident_title: string | null }
/** The same with the engine's question as JSON. */
export interface FullQuestion extends QuestionLine { body: string }

export type { QuestionFilter } from "./question-filter.ts";

/** The newest first. The page is cut before anything is read of its questions. */
export async function listQuestions(db: Db, filter: QuestionFilter, number: number): Promise<Page<QuestionLine>> {
  const page = await paginate<Pick<QuestionRow, "id">>(matching(db, filter).orderBy(newestFirst(db, filter), "desc").select("questions.id"), number);
  const rows = (await questionLines(db).whereIn("questions.id", page.rows.map(({ id }) => id)).orderBy("questions.id", "desc")) as QuestionLine[];
  return { ...page, rows };
}

/** The newest versions of all that match, by the keys that count now, oldest question first, `most` at most. */
export async function listBodiesOf(db: Db, filter: QuestionFilter, most: number): Promise<string[]> {
  return withTags(db, questionLines(db).whereIn("questions.id", matching(db, filter).select("questions.id")).orderBy("questions.id").limit(most));
}

/** The same of these questions. */
export async function listBodiesByPublicIds(db: Db, publicIds: readonly string[]): Promise<string[]> {
  return withTags(db, questionLines(db).whereIn("questions.public_id", [...publicIds]).orderBy("questions.id"));
}

/** Tags are put on questions without a new version: files carry those of today. */
async function withTags(db: Db, query: Knex.QueryBuilder): Promise<string[]> {
  const rows: unknown = await withRulings(query, "version").select(bodyNow(db, "version"));
  const questions = rows as FullQuestion[];
  const tags = await listTagsOf(db, questions.map(({ id }) => id));
  return questions.map(({ id, body }) => {
    const { tags: _, ...question } = JSON.parse(body) as Question;
    return JSON.stringify({ ...question, ...(tags.has(id) ? { tags: tags.get(id) } : {}) });
  });
}

/** In the order in which they were made. */
export async function listQuestionsOfIncident(db: Db, incidentId: number, { kind, level }: Pick<QuestionFilter, "kind" | "level">): Promise<QuestionLine[]> {
  const query = questionLines(db).where("questions.incident_id", incidentId).orderBy("questions.id");
  if (kind) query.where("questions.kind", kind);
  if (level) query.where("questions.level", level);
  return (await query) as QuestionLine[];
}

/** Those of this incident among them. */
export function listQuestionsByPublicIds(db: Db, incidentId: number, publicIds: readonly string[]): Promise<QuestionRow[]> {
  return db("questions").where({ incident_id: incidentId }).whereIn("public_id", publicIds).orderBy("id");
}

export async function findQuestion(db: Db, publicId: string): Promise<FullQuestion | undefined> {
  return (await questionLines(db).where("questions.public_id", publicId).select("version.body").first()) as FullQuestion | undefined;
}

/** By their public ids. */
export async function listQuestionIds(db: Db, publicIds: readonly string[]): Promise<Map<string, number>> {
  return new Map((await db("questions").whereIn("public_id", [...publicIds]).select("id", "public_id")).map(({ id, public_id }) => [public_id, id]));
}

/** Holds the row until the transaction ends, so that edits come one after the other. */
export function lockQuestion(db: Db, id: number): Promise<QuestionRow | undefined> {
  return db("questions").where({ id }).forUpdate().first();
}

/** Always in the same order, so that two who hold several never wait for each other. */
export function lockQuestions(db: Db, ids: readonly number[]): Promise<QuestionRow[]> {
  return db("questions").whereIn("id", ids).orderBy("id").forUpdate();
}

/** Those of these questions whose newest version rests on a fact in doubt. */
export async function listWithdrawnIds(db: Db, ids: readonly number[]): Promise<number[]> {
  return ((await questionLines(db).whereIn("questions.id", [...ids])) as QuestionLine[]).filter(({ withdrawn }) => withdrawn !== null).map(({ id }) => id);
}

/** A version with its author's name, where a person wrote it. */
export type SignedVersion = QuestionVersion & { author_name: string | null };

/** The newest first. */
export async function listVersions(db: Db, questionId: number): Promise<SignedVersion[]> {
  return (await signedVersions(db, questionId).orderBy("number", "desc")) as SignedVersion[];
}

export async function findVersion(db: Db, questionId: number, number: number): Promise<SignedVersion | undefined> {
  return (await signedVersions(db, questionId).where({ number }).first()) as SignedVersion | undefined;
}

export async function countQuestionsByState(db: Db): Promise<Record<QuestionState, number>> {
  const rows = await db("questions").select("state").count({ total: "*" }).groupBy("state");
  return { draft: 0, published: 0, retired: 0, ...Object.fromEntries(rows.map((row) => [row.state, Number(row["total"])])) };
}

/** Those that somebody is asked to look through. */
export function countInReview(db: Db): Promise<number> {
  return countRows(db("questions").where({ in_review: 1 }));
}

/** Topics that questions have. */
export async function listTopicsInUse(db: Db): Promise<string[]> {
  return (await db("questions").distinct("topic").orderBy("topic")).map(({ topic }) => topic);
}

/** What a generated question goes by among its enemies: the questions, other than decide questions, that ask about one of these facts. */
export async function listQuestionsAbout(db: Db, factKeys: readonly string[]): Promise<Pick<QuestionRow, "id" | "public_id" | "origin_key">[]> {
  return db("questions").join("question_versions", "question_versions.question_id", "questions.id").join("question_facts", "question_facts.question_version_id", "question_versions.id")
    .join("facts", "facts.id", "question_facts.fact_id").whereIn("facts.key", factKeys).whereNot("questions.level", "decide").orderBy("questions.id").distinct("questions.id", "questions.public_id", "questions.origin_key");
}

export async function updateQuestion(db: Db, id: number, changes: Partial<Pick<QuestionRow, "topic" | "kind" | "level" | "incident_id" | "state" | "in_review" | "approved_version_id">>): Promise<void> {
  await db("questions").where({ id }).update(changes);
}

/** What is published with a quiz is a draft no more. */
export async function updateDraftsToPublished(db: Db, ids: readonly number[]): Promise<void> {
  await db("questions").whereIn("id", ids).where({ state: "draft" }).update({ state: "published" });
}

/** Every question with its newest version, or with that which `version` names in SQL. */
export function questionLines(db: Db, version = "questions.newest_version_id"): Knex.QueryBuilder {
  const lines: Knex.QueryBuilder = db("questions").join("question_versions as version", (join) => { join.on("version.id", db.raw(version)); })
    .leftJoin("incidents", (join) => { join.on("incidents.id", "questions.incident_id").andOnVal("incidents.kind", "incident"); })
    .select("questions.*", db.raw("CASE WHEN version.id IN (?) THEN version.id END AS withdrawn", [versionsOut(db)]), "version.id as version_id", "version.number", "version.stem", "incidents.slug as incident_slug", "incidents.title as incident_title");
  return lines;
}

export function signedVersions(db: Db, questionId: number): Knex.QueryBuilder {
  const versions: Knex.QueryBuilder = db("question_versions").leftJoin("people", "people.id", "question_versions.author_id").where({ question_id: questionId }).select("question_versions.*", "people.name as author_name");
  return versions;
}
