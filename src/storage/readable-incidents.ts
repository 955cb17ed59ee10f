import type { Knex } from "knex";
import { amongIds, amongTexts, saidIn } from "./given-lists.ts";
import { factsOfArticles } from "./knowledge.ts";
import { whereContains } from "./search.ts";
import { statement } from "./statements.ts";
import type { Db, FactRow, Incident, Source } from "./tables.ts";

/** What lists, filters and neighbours need of an incident. */
export type ShelfLine = Pick<Incident, "id" | "slug" | "title" | "label" | "happened" | "topics">;

/** Every incident that learners may read, the newest first: those of the content files, and those that a published quiz asks about. What only an article under review tells of is not among them, nor what a trainer has hidden. */
export function listShelf(db: Db): Promise<ShelfLine[]> {
  return shelf(db);
}

const shelf = statement<[], ShelfLine>((db) => readable(db).select("incidents.id", "incidents.slug", "incidents.title", "incidents.label", "incidents.happened", "incidents.topics"));

export async function findReadableIncident(db: Db, slug: string): Promise<Incident | undefined> {
  return (await readableBySlug(db, slug))[0];
}

const readableBySlug = statement<[slug: string], Incident>((db, slug) => readable(db).where("incidents.slug", slug).select("incidents.*"));

/** Incidents in whose title, label or summary each of the words stands. */
export async function listIncidentIdsSaying(db: Db, words: readonly string[]): Promise<Set<number>> {
  const query: Knex.QueryBuilder = db("incidents").select("id");
  for (const word of words) query.where((found) => { for (const column of ["title", "label", "summary"]) found.orWhere((within) => whereContains(within, column, word)); });
  return new Set(((await query) as Pick<Incident, "id">[]).map(({ id }) => id));
}

/** In the order of their ids here. */
export async function listIncidentsByIds(db: Db, ids: readonly number[]): Promise<Incident[]> {
  const rows = new Map((await incidentsAmong(db, JSON.stringify(ids))).map((incident) => [incident.id, incident]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

const incidentsAmong = statement<[ids: string], Incident>((db, ids) => db("incidents").whereRaw(amongIds(db, "id", ids)));

function readable(db: Db): Knex.QueryBuilder {
  const shipped = db("facts").select("facts.id").where("facts.incident_id", db.ref("incidents.id")).where("facts.state", "current").whereNotIn("facts.key", factsOfArticles(db));
  const asked = db("questions").join("question_versions", "question_versions.question_id", "questions.id").select("questions.id").where("questions.incident_id", db.ref("incidents.id")).whereIn("question_versions.id", publishedVersions(db));
  return (db("incidents") as Knex.QueryBuilder).where("incidents.kind", "incident").whereNull("incidents.hidden_at").where((open) => open.whereExists(shipped).orWhereExists(asked))
    .orderBy([{ column: "incidents.happened", order: "desc" }, { column: "incidents.id" }]);
}

/** The versions of questions that published quizzes may ask now. */
export function publishedVersions(db: Db): Knex.QueryBuilder {
  return db("quiz_version_questions").whereIn("quiz_version_id", newestQuizVersions(db)).select("question_version_id");
}

/** The newest version of every published quiz. */
export function newestQuizVersions(db: Db): Knex.QueryBuilder {
  return db("quiz_versions as version").join("quizzes", "quizzes.id", "version.quiz_id").where("quizzes.state", "published").select("version.id")
    .whereNotExists(db("quiz_versions as newer").select("newer.id").where("newer.quiz_id", db.ref("version.quiz_id")).where("newer.number", ">", db.ref("version.number")));
}

/** Facts of an incident that learners may read, retracted ones too: what came of an article only once a published quiz rests on it. */
export const listReadableFacts = statement<[incidentId: number], FactRow>((db, incident_id) => readableFacts(db).where({ incident_id }));

/** That an incident stands in this relation to something. */
export interface Tie { incident_id: number; relation: string; object: string }

const tiesAmong = statement<[relations: string, objects: string], Tie>((db, relations, objects) => {
  const object = saidIn(db, "facts.data", "object");
  const told = db("incidents").where({ kind: "incident" }).whereNull("hidden_at").select("id");
  return readableFacts(db).where({ standing: "current" }).whereIn("incident_id", told).whereRaw(amongTexts(db, "relation", relations)).whereRaw(amongTexts(db, object, objects))
    .whereRaw("? = 'positive'", [saidIn(db, "facts.data", "polarity")]).select("incident_id", "relation", db.raw("? as object", [object]));
});

/** All that readable incidents have to do, in these relations, with these things, by their keys. */
export function listTies(db: Db, relations: readonly string[], objects: readonly string[]): Promise<Tie[]> {
  return tiesAmong(db, JSON.stringify(relations), JSON.stringify(objects));
}

function readableFacts(db: Db): Knex.QueryBuilder {
  const resting = (table: "question_facts" | "question_grounds") => db(table).select("fact_id").whereIn("question_version_id", publishedVersions(db));
  return db("facts").where("facts.state", "current").where((open) => open.whereNotIn("facts.key", factsOfArticles(db)).orWhereIn("facts.id", resting("question_facts")).orWhereIn("facts.id", resting("question_grounds"))).orderBy("facts.id");
}

/** The sources that evidence of these facts stands on, oldest first. */
export function listSourcesOfFacts(db: Db, factIds: readonly number[]): Promise<Source[]> {
  return sourcesOfFacts(db, JSON.stringify(factIds));
}

const sourcesOfFacts = statement<[factIds: string], Source>((db, factIds) => {
  const used = db("evidence").whereRaw(amongIds(db, "fact_id", factIds)).select("source_id");
  return db("sources").whereIn("id", used).orderBy([{ column: "published" }, { column: "id" }]);
});

