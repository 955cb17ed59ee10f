import type { Knex } from "knex";
import type { Question } from "../engine/questions/question.ts";
import { inPortions } from "./batches.ts";
import type { Db, EntityRow } from "./tables.ts";

/** The entities with these ids. */
export async function listEntitiesByKeys(db: Db, keys: readonly string[]): Promise<EntityRow[]> {
  const rows: EntityRow[] = [];
  for (const portion of inPortions([...keys])) rows.push(...(await db("entities").whereIn("key", portion).orderBy("id")));
  return rows;
}

/** Of these facts, those that belong to something else than this incident, with what that is called in addresses. */
export async function listFactsElsewhere(db: Db, keys: readonly string[], slug: string): Promise<Map<string, string>> {
  const rows: Knex.QueryBuilder = db("facts").join("incidents", "incidents.id", "facts.incident_id").whereIn("facts.key", [...keys]).whereNot("incidents.slug", slug).select("facts.key", "incidents.slug");
  return new Map(((await rows) as { key: string; slug: string }[]).map((row) => [row.key, row.slug]));
}

/** The same of questions, by their origin. */
export async function listOriginsElsewhere(db: Db, keys: readonly string[], slug: string): Promise<Map<string, string>> {
  const rows: Knex.QueryBuilder = db("questions").leftJoin("incidents", "incidents.id", "questions.incident_id").whereIn("questions.origin_key", [...keys]).select("questions.origin_key", "incidents.slug");
  return new Map(((await rows) as { origin_key: string; slug: string | null }[]).filter((row) => row.slug !== slug).map((row) => [row.origin_key, row.slug ?? ""]));
}

/** A decision as it stands in the bank; `editor_id` is who wrote its newest version, null where nobody did. */
export interface StoredDecision { public_id: string; origin_key: string | null; editor_id: number | null; question: Question }

/** The newest wording of the decisions of an incident that are not retired. */
export async function listDecisionsOf(db: Db, incidentId: number): Promise<StoredDecision[]> {
  const newest = db("question_versions as newer").max("newer.number").where("newer.question_id", db.ref("questions.id"));
  const rows: Knex.QueryBuilder = db("questions").join("question_versions", "question_versions.question_id", "questions.id").where("questions.incident_id", incidentId).where("questions.level", "decide").where("questions.kind", "single")
    .whereNot("questions.state", "retired").where("question_versions.number", newest).orderBy("questions.id").select("questions.public_id", "questions.origin_key", "question_versions.body", "question_versions.author_id as editor_id");
  return ((await rows) as (Omit<StoredDecision, "question"> & { body: string })[]).map(({ body, ...row }) => ({ ...row, question: JSON.parse(body) as Question }));
}

