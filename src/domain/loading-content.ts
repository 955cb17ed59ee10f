import type { Content } from "../engine/knowledge/content.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import type { IncidentFile } from "../engine/knowledge/incident.ts";
import { updateEvidence, updateToGone, upsertEntity, upsertFact, upsertIncident, upsertSource } from "../storage/knowledge.ts";
import { deletePacksOf } from "../storage/packs.ts";
import type { Db } from "../storage/tables.ts";
import { restoreBackings } from "./backing-facts.ts";
import { restoreAliases } from "./merged-names.ts";
import { loadLessons } from "./lessons.ts";

/** Puts checked content into the database, all of it or nothing. Loading it again brings changes and doubles nothing. */
export function loadContent(db: Db, content: Content): Promise<void> {
  return db.transaction(async (tx) => {
    const own = new Map(content.incidents.flatMap((incident) => incident.entities.map((entity) => [entity.id, incident.id] as const)));
    const ids = new Map<string, number>();
    for (const incident of content.incidents) ids.set(incident.id, await loadIncident(tx, incident));
    for (const entity of content.entities) await upsertEntity(tx, entityRow(entity, ids.get(own.get(entity.id) ?? "")));
    await deletePacksOf(tx, content.incidents.map(({ id }) => id));
    await restoreAliases(tx);
    await restoreBackings(tx);
    await updateToGone(tx, { kind: "incident" }, content.facts.map(({ id }) => id));
  });
}

/** One incident with its sources, facts and lessons; the entities that it speaks of are not its affair. */
export async function loadIncident(tx: Db, incident: IncidentFile): Promise<number> {
  const { id: slug, title, label, summary, happened, topics } = incident;
  const { id } = await upsertIncident(tx, { kind: "incident", slug, title, label, summary, happened, class: incident.class ?? null, topics: JSON.stringify(topics), ...howItWasMade(incident) });
  const sources = new Map<string, number>();
  for (const { id: key, ...source } of incident.sources) sources.set(key, (await upsertSource(tx, { incident_id: id, key, ...source, kind: source.kind ?? null })).id);
  for (const fact of incident.facts) await loadFact(tx, id, { ...fact, incident: slug }, sources);
  await loadLessons(tx, id, incident.lessons);
  return id;
}

function howItWasMade({ mechanisms, verified }: IncidentFile) {
  return { mechanisms: JSON.stringify(mechanisms), verified: verified ? JSON.stringify(verified) : null };
}

async function loadFact(tx: Db, incidentId: number, fact: Fact, sources: ReadonlyMap<string, number>): Promise<void> {
  const { id: key, subject, relation, modality, asserted_by, evidence } = fact;
  const { id } = await upsertFact(tx, { key, incident_id: incidentId, subject, relation, modality, asserted_by, data: JSON.stringify(fact), state: "current" });
  await updateEvidence(tx, id, evidence.map(({ source, quote, start, end }) => ({ fact_id: id, source_id: sources.get(source)!, quote, start_offset: start ?? null, end_offset: end ?? null })));
}

export function entityRow(entity: Entity, incidentId: number | undefined) {
  return { key: entity.id, incident_id: incidentId ?? null, type: entity.type, name: entity.name, data: JSON.stringify(entity), article_id: null };
}
