import type { Knex } from "knex";
import type { Standing } from "../engine/knowledge/standing.ts";
import type { Db, FactRow, FactStanding, Incident, New } from "./tables.ts";

/** A fact of an incident with the incident that it belongs to. */
export interface PlacedFact extends FactRow { incident_slug: string; incident_title: string }

export function findFact(db: Db, key: string): Promise<PlacedFact | undefined> {
  return placedFacts(db).where("facts.key", key).first();
}

/** The facts of incidents that are disputed or retracted, the latest to be so first. */
export async function listFactsInDoubt(db: Db): Promise<PlacedFact[]> {
  const newest = db("fact_standings").max("id").where("fact_id", db.ref("facts.id"));
  return (await placedFacts(db).whereNot("facts.standing", "current").orderBy(newest as unknown as string, "desc")) as PlacedFact[];
}

function placedFacts(db: Db): Knex.QueryBuilder {
  const facts: Knex.QueryBuilder = db("facts").join("incidents", "incidents.id", "facts.incident_id").where("incidents.kind", "incident" satisfies Incident["kind"])
    .select("facts.*", "incidents.slug as incident_slug", "incidents.title as incident_title");
  return facts;
}

/** Holds the row until the transaction ends, so that what is said of a fact comes one after the other. */
export function lockFact(db: Db, id: number): Promise<FactRow | undefined> {
  return db("facts").where({ id }).forUpdate().first();
}

/** One thing that was said of a fact, with the name of who said it. */
export type SignedStanding = FactStanding & { author_name: string | null };

/** The newest first. */
export async function listStandingsOf(db: Db, factId: number): Promise<SignedStanding[]> {
  const rows: Knex.QueryBuilder = db("fact_standings").leftJoin("people", "people.id", "fact_standings.author_id").where({ fact_id: factId })
    .orderBy("fact_standings.id", "desc").select("fact_standings.*", "people.name as author_name");
  return (await rows) as SignedStanding[];
}

/** What content files said last of facts, by the keys of these. */
export async function findStandingsOfFiles(db: Db): Promise<Map<string, FactStanding>> {
  const rows: Knex.QueryBuilder = db("fact_standings").join("facts", "facts.id", "fact_standings.fact_id").whereNull("author_id").orderBy("fact_standings.id").select("fact_standings.*", "facts.key");
  return new Map(((await rows) as (FactStanding & { key: string })[]).map((said) => [said.key, said]));
}

/** The standing of every fact that is not current, by its key. */
export async function listDoubtedKeys(db: Db): Promise<Map<string, Standing>> {
  const rows = await db("facts").whereNot({ standing: "current" }).select("key", "standing");
  return new Map(rows.map(({ key, standing }) => [key, standing]));
}

export async function updateStanding(db: Db, id: number, standing: Standing): Promise<void> {
  await db("facts").where({ id }).update({ standing });
}

/** Append only. */
export async function insertStanding(db: Db, said: New<FactStanding>): Promise<FactStanding> {
  const [row] = await db("fact_standings").insert(said).returning("*");
  return row!;
}
