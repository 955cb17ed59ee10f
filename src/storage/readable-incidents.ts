import type { Knex } from "knex";
import { factsOfArticles } from "./knowledge.ts";
import { paginate, type Page } from "./page.ts";
import { whereContains } from "./search.ts";
import type { Db, FactRow, Incident, Source } from "./tables.ts";

/** What lists, filters and neighbours need of an incident. */
export type ShelfLine = Pick<Incident, "id" | "slug" | "title" | "label" | "happened" | "topics">;

/** Every incident that learners may read, the newest first: those of the content files, and those that a published quiz asks about. What only an article under review tells of is not among them, nor what a trainer has hidden. */
export async function listShelf(db: Db): Promise<ShelfLine[]> {
  const lines: Knex.QueryBuilder = readable(db).select("incidents.id", "incidents.slug", "incidents.title", "incidents.label", "incidents.happened", "incidents.topics");
  return (await lines) as ShelfLine[];
}

export async function findReadableIncident(db: Db, slug: string): Promise<Incident | undefined> {
  const found: Knex.QueryBuilder = readable(db).where("incidents.slug", slug).select("incidents.*");
  return ((await found) as Incident[])[0];
}

/** A page of these incidents, the newest first; each of the words stands in the title, the label or the summary. */
export function listReadableIncidents(db: Db, ids: readonly number[], words: readonly string[], number: number): Promise<Page<Incident>> {
  const query = readable(db).whereIn("incidents.id", [...ids]).select("incidents.*");
  for (const word of words) query.where((found) => { for (const column of ["title", "label", "summary"]) found.orWhere((within) => whereContains(within, `incidents.${column}`, word)); });
  return paginate<Incident>(query, number);
}

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

/** Facts of these incidents that learners may read, retracted ones too: what came of an article only once a published quiz rests on it. */
export function listReadableFacts(db: Db, incidentIds: readonly number[]): Promise<FactRow[]> {
  const resting = (table: "question_facts" | "question_grounds") => db(table).select("fact_id").whereIn("question_version_id", publishedVersions(db));
  return db("facts").whereIn("incident_id", [...incidentIds]).where("state", "current")
    .where((open) => open.whereNotIn("key", factsOfArticles(db)).orWhereIn("id", resting("question_facts")).orWhereIn("id", resting("question_grounds"))).orderBy("id");
}

/** The sources that evidence of these facts stands on, oldest first. */
export async function listSourcesOfFacts(db: Db, factIds: readonly number[]): Promise<Source[]> {
  const used = db("evidence").whereIn("fact_id", [...factIds]).select("source_id");
  return db("sources").whereIn("id", used).orderBy([{ column: "published" }, { column: "id" }]);
}

