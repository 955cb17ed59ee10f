import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Question } from "../engine/questions/question.ts";
import { fingerprintOf } from "../engine/questions/fingerprint.ts";
import { indexWords, placeQuestions } from "./bank-index.ts";
import { versionsInDoubt, versionsRestingOn } from "./doubts.ts";
import { factsOfArticles } from "./knowledge.ts";
import { packedIncidents } from "./packs.ts";
import { insertPictureUses } from "./pictures.ts";
import type { Db, New, QuestionRow, QuestionState, QuestionVersion } from "./tables.ts";

export function findQuestionByOrigin(db: Db, originKey: string): Promise<QuestionRow | undefined> {
  return db("questions").where({ origin_key: originKey }).first();
}

/** Generated questions that are in the bank, with their newest version; `editor_id` is who wrote that, null where nobody did. */
export interface KeptQuestion { origin_key: string; state: QuestionState; body: string; editor_id: number | null }

export async function listNewestByOrigins(db: Db, originKeys: readonly string[]): Promise<KeptQuestion[]> {
  const kept: KeptQuestion[] = [];
  for (const portion of inPortions(originKeys, 500)) {
    const rows: Knex.QueryBuilder = db("questions").join("question_versions as version", "version.id", "questions.newest_version_id").whereIn("questions.origin_key", portion)
      .select("questions.origin_key", "questions.state", "version.body", "version.author_id as editor_id");
    kept.push(...((await rows) as KeptQuestion[]));
  }
  return kept;
}

export function findNewestQuestionVersion(db: Db, questionId: number): Promise<QuestionVersion | undefined> {
  return db("question_versions").where({ question_id: questionId }).orderBy("number", "desc").first();
}

/** The oldest first. */
export function listQuestionVersions(db: Db, questionId: number): Promise<QuestionVersion[]> {
  return db("question_versions").where({ question_id: questionId }).orderBy("number");
}

export async function insertQuestion(db: Db, question: New<QuestionRow>): Promise<QuestionRow> {
  const [row] = await db("questions").insert(question).returning("*");
  return row!;
}

/** Generated drafts that no trainer has edited and that rest on no fact of an article or of a pack and none in doubt: with these they come back. */
export function listUntouchedDrafts(db: Db): Promise<OriginRef[]> {
  const ofArticles = db("question_versions").join("question_facts", "question_facts.question_version_id", "question_versions.id").join("facts", "facts.id", "question_facts.fact_id")
    .whereIn("facts.key", factsOfArticles(db)).select("question_versions.question_id");
  return untouchedDrafts(db, (drafts) => { drafts.whereNotIn("id", ofArticles).where((own) => { own.whereNull("incident_id").orWhereNotIn("incident_id", packedIncidents(db)); }); });
}

/** Generated drafts about this incident that no trainer has edited and that rest on no fact in doubt. */
export function listUntouchedDraftsAbout(db: Db, incidentId: number): Promise<OriginRef[]> {
  return untouchedDrafts(db, (drafts) => { drafts.where({ incident_id: incidentId }); });
}

/** Generated drafts that no trainer has edited and that rest on one of these facts, and on none in doubt. */
export function listUntouchedDraftsOn(db: Db, factIds: readonly number[]): Promise<OriginRef[]> {
  return untouchedDrafts(db, (drafts) => { drafts.whereIn("id", db("question_versions").whereIn("id", versionsRestingOn(db, factIds)).select("question_id")); });
}

interface OriginRef { id: number; origin_key: string }

async function untouchedDrafts(db: Db, narrow: (drafts: Knex.QueryBuilder) => void): Promise<OriginRef[]> {
  const edited = db("question_versions").whereNotNull("author_id").select("question_id");
  const inDoubt = db("question_versions").whereIn("id", versionsInDoubt(db)).select("question_id");
  const drafts: Knex.QueryBuilder = db("questions").where({ state: "draft" }).whereNotNull("origin_key").whereNotIn("id", edited).whereNotIn("id", inDoubt).orderBy("id").select("id", "origin_key");
  narrow(drafts);
  return (await drafts) as OriginRef[];
}

/** Versions are only ever added. What the body names as its grounds is linked like the facts that it asks about. */
export async function insertQuestionVersion(db: Db, version: New<QuestionVersion>, factKeys: readonly string[]): Promise<QuestionVersion> {
  const body = JSON.parse(version.body) as Question;
  const [row] = await db("question_versions").insert({ ...version, fingerprint: fingerprintOf(body) }).returning("*");
  await insertPictureUses(db, [row!]);
  await placeQuestions(db, [row!], { isNew: row!.number === 1 });
  await indexWords(db, [row!.question_id], { isNew: row!.number === 1 });
  const { grounds = [] } = body;
  for (const [table, keys] of [["question_facts", factKeys], ["question_grounds", grounds]] as const) {
    const facts = await db("facts").whereIn("key", [...keys]).select("id");
    if (facts.length > 0) await db(table).insert(facts.map(({ id }) => ({ question_version_id: row!.id, fact_id: id })));
  }
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
