import type { Knex } from "knex";
import { inPortions, insertInBatches, upsertInBatches } from "./batches.ts";
import type { Db, EntityRow, EvidenceRow, FactRow, Incident, New, Source } from "./tables.ts";

/** What is stored under a key, and the incident or collection that it came with (none: content that several incidents share). */
export interface Holding { key: string; data: string; state?: FactRow["state"]; owner: Pick<Incident, "id" | "kind" | "happened"> | undefined }

interface HoldingRow { key: string; data: string; state?: FactRow["state"]; owner_id: number | null; kind: Incident["kind"] | null; happened: string | null }

const PORTION = 500;

/** What is stored under these keys, by key. */
export async function listHoldings(db: Db, table: "entities" | "facts", keys: readonly string[]): Promise<Map<string, Holding>> {
  const found = new Map<string, Holding>();
  for (const portion of inPortions(keys, PORTION)) {
    const holdings: Knex.QueryBuilder = db(table).leftJoin("incidents", "incidents.id", `${table}.incident_id`).whereIn(`${table}.key`, portion)
      .select(`${table}.key`, `${table}.data`, "incidents.id as owner_id", "incidents.kind", "incidents.happened", ...(table === "facts" ? ["facts.state"] : []));
    const rows = (await holdings) as HoldingRow[];
    for (const { key, data, state, owner_id: id, kind, happened } of rows) {
      found.set(key, { key, data, ...(state && { state }), owner: id === null ? undefined : { id, kind: kind!, happened: happened! } });
    }
  }
  return found;
}

export function findCollection(db: Db, slug: string): Promise<Incident | undefined> {
  return db("incidents").where({ slug, kind: "collection" }).first();
}

/** Whether an incident has this slug. */
export async function isIncident(db: Db, slug: string): Promise<boolean> {
  return (await db("incidents").where({ slug, kind: "incident" }).first("id")) !== undefined;
}

export async function upsertEntities(db: Db, entities: readonly New<EntityRow>[]): Promise<void> {
  await upsertInBatches(db, "entities", entities, ["key"], ["id"]);
}

/** The rows of the facts by their keys. */
export async function upsertFacts(db: Db, facts: readonly Omit<FactRow, "id" | "standing">[]): Promise<Map<string, number>> {
  return idsByKey(await upsertInBatches(db, "facts", facts, ["key"], ["id", "key"]));
}

/** The rows of the sources by their keys. */
export async function upsertSources(db: Db, sources: readonly New<Source>[]): Promise<Map<string, number>> {
  return idsByKey(await upsertInBatches(db, "sources", sources, ["incident_id", "key"], ["id", "key"]));
}

/** The evidence of these facts is exactly these quotations. */
export async function updateEvidenceOf(db: Db, factIds: readonly number[], evidence: readonly New<EvidenceRow>[]): Promise<void> {
  for (const portion of inPortions(factIds, PORTION)) await db("evidence").whereIn("fact_id", portion).delete();
  await insertInBatches(db, "evidence", evidence);
}

function idsByKey(rows: readonly { id: number; key: string }[]): Map<string, number> {
  return new Map(rows.map(({ id, key }) => [key, id]));
}
