import type { Knex } from "knex";
import { versionsInDoubt } from "./doubts.ts";
import { paginate, type Page } from "./page.ts";
import { whereContains } from "./search.ts";
import type { Db, QuestionRow, QuestionState, QuestionVersion } from "./tables.ts";

/** A question with what lists say of it: its newest version and its incident. `withdrawn` is there (the version's id) where that version rests on a fact in doubt. */
export interface QuestionLine extends QuestionRow { version_id: number; number: number; stem: string; withdrawn: number | null; incident_slug: string | null; incident_title: string | null }
/** The same with the engine's question as JSON. */
export interface FullQuestion extends QuestionLine { body: string }

/** Empty texts filter nothing. `origin` is "hand" or "generated"; `notIn` leaves out what stands in this quiz, what is retired and what is withdrawn. */
export interface QuestionFilter { q: string; topic: string; kind: string; level: string; state: string; incident: string; origin: string; notIn?: number }

export function listQuestions(db: Db, filter: QuestionFilter, page: number): Promise<Page<QuestionLine>> {
  return paginate<QuestionLine>(matching(db, filter), page);
}

/** The newest versions of all that match, oldest question first, `most` at most. */
export async function listBodiesOf(db: Db, filter: QuestionFilter, most: number): Promise<string[]> {
  const rows = await matching(db, filter).clearOrder().orderBy("questions.id").limit(most).select<FullQuestion[]>("version.body");
  return rows.map(({ body }) => body);
}

/** The same of these questions. */
export async function listBodiesByPublicIds(db: Db, publicIds: readonly string[]): Promise<string[]> {
  const rows = await questionLines(db).whereIn("questions.public_id", [...publicIds]).orderBy("questions.id").select<FullQuestion[]>("version.body");
  return rows.map(({ body }) => body);
}

function matching(db: Db, filter: QuestionFilter): Knex.QueryBuilder {
  const query = questionLines(db).orderBy("questions.id", "desc");
  if (filter.q) whereContains(query, "version.stem", filter.q);
  for (const column of ["topic", "kind", "level", "state"] as const) if (filter[column]) query.where(`questions.${column}`, filter[column]);
  if (filter.incident) query.where("incidents.slug", filter.incident);
  if (filter.origin) query.where("questions.origin_key", filter.origin === "hand" ? "is" : "is not", null);
  if (filter.notIn !== undefined) query.whereNotIn("version.id", versionsInDoubt(db)).whereNot("questions.state", "retired").whereNotIn("questions.id", db("quiz_questions").select("question_id").where({ quiz_id: filter.notIn }));
  return query;
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
  return ((await questionLines(db).whereIn("questions.id", [...ids]).whereNotNull("doubts.question_version_id")) as QuestionLine[]).map(({ id }) => id);
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

/** Topics that questions have. */
export async function listTopicsInUse(db: Db): Promise<string[]> {
  return (await db("questions").distinct("topic").orderBy("topic")).map(({ topic }) => topic);
}

/** What a generated question goes by among its enemies: the questions, other than decide questions, that ask about one of these facts. */
export async function listQuestionsAbout(db: Db, factKeys: readonly string[]): Promise<Pick<QuestionRow, "id" | "public_id" | "origin_key">[]> {
  return db("questions").join("question_versions", "question_versions.question_id", "questions.id").join("question_facts", "question_facts.question_version_id", "question_versions.id")
    .join("facts", "facts.id", "question_facts.fact_id").whereIn("facts.key", factKeys).whereNot("questions.level", "decide").orderBy("questions.id").distinct("questions.id", "questions.public_id", "questions.origin_key");
}

export async function updateQuestion(db: Db, id: number, changes: Partial<Pick<QuestionRow, "topic" | "kind" | "level" | "incident_id" | "state">>): Promise<void> {
  await db("questions").where({ id }).update(changes);
}

/** What is published with a quiz is a draft no more. */
export async function updateDraftsToPublished(db: Db, ids: readonly number[]): Promise<void> {
  await db("questions").whereIn("id", ids).where({ state: "draft" }).update({ state: "published" });
}

/** Every question with its newest version. */
export function questionLines(db: Db): Knex.QueryBuilder {
  const lines: Knex.QueryBuilder = db("questions").join("question_versions as version", "version.question_id", "questions.id")
    .leftJoin(versionsInDoubt(db).as("doubts"), "doubts.question_version_id", "version.id")
    .leftJoin("incidents", (join) => { join.on("incidents.id", "questions.incident_id").andOnVal("incidents.kind", "incident"); })
    .whereNotExists(db("question_versions as newer").select("newer.id").where("newer.question_id", db.ref("version.question_id")).where("newer.number", ">", db.ref("version.number")))
    .select("questions.*", "doubts.question_version_id as withdrawn", "version.id as version_id", "version.number", "version.stem", "incidents.slug as incident_slug", "incidents.title as incident_title");
  return lines;
}

function signedVersions(db: Db, questionId: number): Knex.QueryBuilder {
  const versions: Knex.QueryBuilder = db("question_versions").leftJoin("people", "people.id", "question_versions.author_id").where({ question_id: questionId }).select("question_versions.*", "people.name as author_name");
  return versions;
}
