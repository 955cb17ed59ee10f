import { inPortions } from "./batches.ts";
import { packedIncidents } from "./packs.ts";
import type { Db, EntityRow, EvidenceRow, FactRow, Incident, New, Source } from "./tables.ts";

/** Inserts the incident, or brings the one with this slug up to date. */
export async function upsertIncident(db: Db, incident: New<Incident>): Promise<Incident> {
  const [row] = await db("incidents").insert(incident).onConflict("slug").merge().returning("*");
  return row!;
}

export async function upsertSource(db: Db, source: New<Source>): Promise<Source> {
  const [row] = await db("sources").insert(source).onConflict(["incident_id", "key"]).merge().returning("*");
  return row!;
}

export async function upsertEntity(db: Db, entity: New<EntityRow>): Promise<void> {
  await db("entities").insert(entity).onConflict("key").merge();
}

/** What was said of its standing stays. */
export async function upsertFact(db: Db, fact: Omit<FactRow, "id" | "standing">): Promise<FactRow> {
  const [row] = await db("facts").insert(fact).onConflict("key").merge().returning("*");
  return row!;
}

/** The evidence of a fact is exactly these quotations. */
export async function updateEvidence(db: Db, factId: number, evidence: New<EvidenceRow>[]): Promise<void> {
  await db("evidence").where({ fact_id: factId }).delete();
  await db("evidence").insert(evidence);
}

/** One more quotation that says a fact. */
export async function insertEvidence(db: Db, evidence: New<EvidenceRow>): Promise<void> {
  await db("evidence").insert(evidence);
}

/** The row of each incident by its slug. */
export async function findIncidentIds(db: Db): Promise<Map<string, number>> {
  const rows = await db("incidents").select("id", "slug");
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

/** The current facts of these incidents or collections that are not among the keys are gone; what came of an article stands, and so does what came as a pack, unless it is named. */
export async function updateToGone(db: Db, owners: Partial<Pick<Incident, "id" | "kind">>, keys: readonly string[]): Promise<void> {
  const kept = new Set(keys);
  const current = await db("facts").where({ state: "current" }).whereIn("incident_id", db("incidents").where(owners).select("id"))
    .whereNotIn("key", factsOfArticles(db)).whereNotIn("incident_id", owners.id === undefined ? packedIncidents(db) : []).select("id", "key");
  const gone = current.filter(({ key }) => !kept.has(key)).map(({ id }) => id);
  for (const portion of inPortions(gone)) await db("facts").whereIn("id", portion).update({ state: "gone" });
}

/** The keys of facts that begin with this slug. */
export async function listFactKeysFrom(db: Db, slug: string): Promise<string[]> {
  return (await db("facts").whereLike("key", `${slug}%`).select("key")).map(({ key }) => key);
}

/** The keys of the facts that came of articles. */
export function factsOfArticles(db: Db) {
  return db("candidates").whereNotNull("fact_key").where({ backs: 0 }).select("fact_key");
}

/** Takes a fact away, or only out of use where a question rests on it or somebody has disputed it. */
export async function deleteFact(db: Db, key: string): Promise<void> {
  const { id } = (await db("facts").where({ key }).first("id")) ?? { id: 0 };
  const uses = [await db("question_facts").where({ fact_id: id }).first(), await db("question_grounds").where({ fact_id: id }).first(), await db("fact_standings").where({ fact_id: id }).first()];
  if (uses.some((use) => use !== undefined)) return void (await db("facts").where({ id }).update({ state: "gone" }));
  await db("evidence").where({ fact_id: id }).delete();
  await db("facts").where({ id }).delete();
}

/** Takes away those that no fact speaks of. */
export async function deleteUnusedEntities(db: Db, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const speaking = await db("facts").where({ subject: key }).orWhere({ asserted_by: key }).orWhereLike("data", `%"object":"${key}"%`).first("id");
    if (!speaking) await db("entities").where({ key }).delete();
  }
}
