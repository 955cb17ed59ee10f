import type { Knex } from "knex";
import type { Entity } from "../engine/knowledge/entity.ts";
import { countRows } from "./counting-rows.ts";
import { amongIds } from "./given-lists.ts";
import { paginate, type Page } from "./page.ts";
import type { QuestionLine } from "./questions.ts";
import { whereContains } from "./search.ts";
import { statement } from "./statements.ts";
import type { Db, EntityRow, EvidenceRow, FactRow, Incident, Source } from "./tables.ts";

export interface IncidentLine extends Incident { facts: number; questions: number }

/** The newest first. */
export async function listIncidents(db: Db, search: string, number: number): Promise<Page<IncidentLine>> {
  const per = (table: "facts" | "questions") => db(table).count("*").where("incident_id", db.ref("incidents.id")).as(table);
  const query: Knex.QueryBuilder = db("incidents").where("incidents.kind", "incident").select("incidents.*", per("facts"), per("questions")).orderBy([{ column: "happened", order: "desc" }, { column: "incidents.id" }]);
  if (search) query.where((found) => { found.where((title) => whereContains(title, "incidents.title", search)).orWhere((summary) => whereContains(summary, "incidents.summary", search)); });
  const page = await paginate<IncidentLine>(query, number);
  return { ...page, rows: page.rows.map((row) => ({ ...row, facts: Number(row.facts), questions: Number(row.questions) })) };
}

/** All of them by title, to choose from. */
export function listIncidentTitles(db: Db): Promise<Pick<Incident, "slug" | "title">[]> {
  return db("incidents").where({ kind: "incident" }).select("slug", "title").orderBy("title");
}

export async function listIncidentSlugs(db: Db): Promise<string[]> {
  return (await db("incidents").select("slug")).map(({ slug }) => slug);
}

export function findIncident(db: Db, slug: string): Promise<Incident | undefined> {
  return db("incidents").where({ slug, kind: "incident" }).first();
}

export function findIncidentById(db: Db, id: number): Promise<Incident | undefined> {
  return db("incidents").where({ id, kind: "incident" }).first();
}

export function listSources(db: Db, incidentId: number): Promise<Source[]> {
  return db("sources").where({ incident_id: incidentId }).orderBy([{ column: "published" }, { column: "id" }]);
}

export function listFactsOf(db: Db, incidentId: number): Promise<FactRow[]> {
  return db("facts").where({ incident_id: incidentId }).orderBy("id");
}

export function listFactsByKeys(db: Db, keys: readonly string[]): Promise<FactRow[]> {
  return db("facts").whereIn("key", keys).orderBy("id");
}

/** A quotation with the page that it stands on. */
export type SourcedQuote = EvidenceRow & Pick<Source, "publisher" | "title" | "published" | "url">;

export function listEvidenceFor(db: Db, factIds: readonly number[]): Promise<SourcedQuote[]> {
  return evidenceFor(db, JSON.stringify(factIds));
}

const evidenceFor = statement<[factIds: string], SourcedQuote>((db, factIds) => db("evidence").join("sources", "sources.id", "evidence.source_id").whereRaw(amongIds(db, "evidence.fact_id", factIds)).orderBy("evidence.id")
  .select("evidence.*", "sources.publisher", "sources.title", "sources.published", "sources.url"));

/** What the things that facts speak of are called, by key; incidents go by their label. */
export async function listNames(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  const entities = await db("entities").whereIn("key", keys).select("key", "name");
  const incidents = await db("incidents").whereIn("slug", keys).select("slug", "label");
  return new Map([...entities.map(({ key, name }) => [key, name] as const), ...incidents.map(({ slug, label }) => [slug, label] as const)]);
}

/** Everything that facts may speak of, but for incidents and data sets. */
export async function listEntities(db: Db): Promise<Entity[]> {
  return (await db("entities").whereNot({ type: "collection" }).orderBy("id").select("data")).map(({ data }) => JSON.parse(data) as Entity);
}

export async function listEntityKeys(db: Db): Promise<string[]> {
  return (await db("entities").select("key")).map(({ key }) => key);
}

const BATCH = 1_000;

/** Those with one of these keys, or with one of these names; case and an article in front do not count. */
export async function listEntitiesCalled(db: Db, keys: readonly string[], names: readonly string[]): Promise<EntityRow[]> {
  const called = new Set(names.map((name) => name.toLowerCase().replace(/^(?:the|an?) /, "")).flatMap((name) => [name, `the ${name}`]));
  const found = new Map<number, EntityRow>();
  const [wanted, spelt] = [[...new Set(keys)], [...called]];
  for (let from = 0; from < wanted.length; from += BATCH) for (const row of await db("entities").whereIn("key", wanted.slice(from, from + BATCH))) found.set(row.id, row);
  for (let from = 0; from < spelt.length; from += BATCH) for (const row of await db("entities").whereRaw(`lower(name) in (${spelt.slice(from, from + BATCH).map(() => "?").join()})`, spelt.slice(from, from + BATCH))) found.set(row.id, row);
  return [...found.values()];
}

/** A question that asks about a fact in its newest version. */
export type FactQuestion = Pick<QuestionLine, "public_id" | "kind" | "level" | "state" | "stem"> & { fact_id: number };

export async function listQuestionsForFacts(db: Db, factIds: readonly number[]): Promise<FactQuestion[]> {
  const rows: Knex.QueryBuilder = db("question_facts").join("question_versions as version", "version.id", "question_facts.question_version_id").join("questions", "questions.id", "version.question_id")
    .whereIn("question_facts.fact_id", factIds)
    .whereNotExists(db("question_versions as newer").select("newer.id").where("newer.question_id", db.ref("version.question_id")).where("newer.number", ">", db.ref("version.number")))
    .orderBy("questions.id").select("question_facts.fact_id", "questions.public_id", "questions.kind", "questions.level", "questions.state", "version.stem");
  return (await rows) as FactQuestion[];
}

export function countIncidents(db: Db): Promise<number> {
  return countRows(db("incidents").where({ kind: "incident" }));
}

/** The facts of incidents. */
export async function countFacts(db: Db): Promise<number> {
  const incidents = db("incidents").where({ kind: "incident" }).select("id");
  return countRows(db("facts").whereIn("incident_id", incidents));
}

export function listIncidentsBySlugs(db: Db, slugs: readonly string[]): Promise<Incident[]> {
  return db("incidents").where({ kind: "incident" }).whereIn("slug", [...slugs]);
}
