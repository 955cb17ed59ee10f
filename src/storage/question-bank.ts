import { factsOfArticles } from "./knowledge.ts";
import type { Db, New, QuestionRow, QuestionVersion } from "./tables.ts";

export function findQuestionByOrigin(db: Db, originKey: string): Promise<QuestionRow | undefined> {
  return db("questions").where({ origin_key: originKey }).first();
}

export function findNewestQuestionVersion(db: Db, questionId: number): Promise<QuestionVersion | undefined> {
  return db("question_versions").where({ question_id: questionId }).orderBy("number", "desc").first();
}

export async function insertQuestion(db: Db, question: New<QuestionRow>): Promise<QuestionRow> {
  const [row] = await db("questions").insert(question).returning("*");
  return row!;
}

/** Generated drafts that no trainer has edited and that rest on no fact of an article. */
export async function listUntouchedDrafts(db: Db): Promise<{ id: number; origin_key: string }[]> {
  const edited = db("question_versions").whereNotNull("author_id").select("question_id");
  const ofArticles = db("question_versions").join("question_facts", "question_facts.question_version_id", "question_versions.id").join("facts", "facts.id", "question_facts.fact_id")
    .whereIn("facts.key", factsOfArticles(db)).select("question_versions.question_id");
  const rows = await db("questions").where({ state: "draft" }).whereNotNull("origin_key").whereNotIn("id", edited).whereNotIn("id", ofArticles).select("id", "origin_key");
  return rows.map(({ id, origin_key }) => ({ id, origin_key: origin_key! }));
}

/** Generated drafts that no trainer has edited and that rest on one of these facts. */
export async function listUntouchedDraftsOn(db: Db, factKeys: readonly string[]): Promise<{ id: number; origin_key: string }[]> {
  const edited = db("question_versions").whereNotNull("author_id").select("question_id");
  const resting = db("question_versions").join("question_facts", "question_facts.question_version_id", "question_versions.id").join("facts", "facts.id", "question_facts.fact_id")
    .whereIn("facts.key", factKeys).select("question_versions.question_id");
  const rows = await db("questions").where({ state: "draft" }).whereNotNull("origin_key").whereNotIn("id", edited).whereIn("id", resting).orderBy("id").select("id", "origin_key");
  return rows.map(({ id, origin_key }) => ({ id, origin_key: origin_key! }));
}

/** Versions are only ever added. */
export async function insertQuestionVersion(db: Db, version: New<QuestionVersion>, factKeys: readonly string[]): Promise<QuestionVersion> {
  const [row] = await db("question_versions").insert(version).returning("*");
  const facts = await db("facts").whereIn("key", [...factKeys]).select("id");
  if (facts.length > 0) await db("question_facts").insert(facts.map(({ id }) => ({ question_version_id: row!.id, fact_id: id })));
  return row!;
}

/** The newest version of every question of these incidents that is not retired, oldest question first. */
export function listNewestVersionsOf(db: Db, incidentIds: readonly number[]): Promise<QuestionVersion[]> {
  return newestVersions(db).whereIn("questions.incident_id", [...incidentIds]);
}

/** The same for questions that span several incidents. */
export function listNewestVersionsAcross(db: Db): Promise<QuestionVersion[]> {
  return newestVersions(db).whereNull("questions.incident_id");
}

function newestVersions(db: Db) {
  const newest = db("question_versions as newer").max("newer.number").where("newer.question_id", db.ref("questions.id"));
  return db("question_versions").join("questions", "questions.id", "question_versions.question_id").whereNot("questions.state", "retired")
    .where("question_versions.number", newest).orderBy("questions.id").select("question_versions.*");
}
