import type { Collection } from "../engine/knowledge/collection.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import type { Source } from "../engine/knowledge/incident.ts";
import { groupBy } from "../lib/groups.ts";
import { inPortions } from "./batches.ts";
import type { Db, FactRow, Incident, Source as SourceRow } from "./tables.ts";

/** What facts of incidents rest on: as buildKnowledge (engine/knowledge/knowledge.ts) takes it, without the relations, which are not stored. */
export interface StoredKnowledge {
  entities: Entity[]; facts: Fact[]; collections: Collection[];
  incidents: { id: string; label: string; summary: string; happened: string; class: "armed" | "mishap" | undefined; topics: string[]; sources: Source[] }[];
}

/**
 * Everything that is stored and current. What an imported data set brought stands in `collections`; a thing or fact that two of them share stands in the one that it came with last.
 * Facts that are gone from their files are left out; those that are disputed or retracted are not: they still ban.
 */
export async function listKnowledge(db: Db): Promise<StoredKnowledge> {
  const holders = await db("incidents").orderBy("id");
  const collected = new Set(holders.filter(({ kind }) => kind === "collection").map(({ id }) => id));
  const entities = groupBy(await db("entities").select("incident_id", "data").orderBy("id"), ownerOf);
  const facts = groupBy(await db("facts").where({ state: "current" }).select("incident_id", "data", "standing").orderBy("id"), ownerOf);
  const sources = groupBy(await db("sources").orderBy("id"), ownerOf);
  const those = (owner: string) => (entities.get(owner) ?? []).map(({ data }) => JSON.parse(data) as Entity);
  const told = (owner: string) => (facts.get(owner) ?? []).map(factIn);
  const shared = ["", ...holders.filter(({ id }) => !collected.has(id)).map(({ id }) => String(id))];

  return {
    entities: shared.flatMap(those), facts: shared.flatMap(told),
    incidents: holders.filter(({ kind }) => kind === "incident").map((row) => (
      { ...headOf(row), label: row.label, summary: row.summary, happened: row.happened, class: row.class ?? undefined, sources: sourcesOf(sources, row) })),
    collections: holders.filter(({ kind }) => kind === "collection").map((row) => ({
      ...headOf(row), name: row.label, sources: sourcesOf(sources, row), entities: those(String(row.id)), facts: told(String(row.id)),
    })),
  };
}

/** What is told of incidents and current, with the things out of data sets that it speaks of; facts in doubt as above. */
export async function listIncidentKnowledge(db: Db): Promise<Omit<StoredKnowledge, "collections">> {
  const holders = await db("incidents").where({ kind: "incident" }).orderBy("id");
  const ids = db("incidents").where({ kind: "incident" }).select("id");
  const facts = (await db("facts").where({ state: "current" }).whereIn("incident_id", ids).select("data", "standing").orderBy("incident_id").orderBy("id")).map(factIn);
  const own = await db("entities").whereNull("incident_id").orWhereIn("incident_id", ids).select("key", "data").orderBy("id");
  const known = new Set([...own.map(({ key }) => key), ...holders.map(({ slug }) => slug)]);
  const others = [...new Set(facts.flatMap(({ subject, object, asserted_by }) => [subject, object, asserted_by]).filter((end): end is string => typeof end === "string" && !known.has(end)))];
  const borrowed: { data: string }[] = [];
  for (const portion of inPortions(others)) borrowed.push(...(await db("entities").whereIn("key", portion).orderBy("id").select("data")));
  const sources = groupBy(await db("sources").whereIn("incident_id", ids).orderBy("id"), ownerOf);
  return {
    entities: [...own, ...borrowed].map(({ data }) => JSON.parse(data) as Entity), facts,
    incidents: holders.map((row) => ({ ...headOf(row), label: row.label, summary: row.summary, happened: row.happened, class: row.class ?? undefined, sources: sourcesOf(sources, row) })),
  };
}

function factIn({ data, standing }: Pick<FactRow, "data" | "standing">): Fact {
  return { ...(JSON.parse(data) as Fact), ...(standing === "current" ? {} : { standing }) };
}

function ownerOf({ incident_id }: { incident_id: number | null }): string {
  return String(incident_id ?? "");
}

function headOf({ slug, topics }: Incident): { id: string; topics: string[] } {
  return { id: slug, topics: JSON.parse(topics) as string[] };
}

function sourcesOf(sources: ReadonlyMap<string, SourceRow[]>, { id }: Incident): Source[] {
  return (sources.get(String(id)) ?? []).map(({ key, publisher, title, published, url }) => ({ id: key, publisher, title, published, url }));
}
