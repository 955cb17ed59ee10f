import type { Candidate } from "../engine/extraction/candidate.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { slugify } from "../lib/text.ts";
import { lockArticle, updateArticle } from "../storage/articles.ts";
import { findIncidentById, listEntities, listFactsOf, listSources } from "../storage/incident-reading.ts";
import { findIncidentIds, listFactKeysFrom, updateEvidence, upsertEntity, upsertFact, upsertSource } from "../storage/knowledge.ts";
import type { Article, Db, Incident, Source } from "../storage/tables.ts";
import type { Lexicon } from "../storage/vocabulary.ts";
import type { Ground } from "./accepted-facts.ts";
import { NotFound, Refused } from "./errors.ts";
import { unusedId, type Known } from "./resolving-names.ts";

export type Vocabulary = Pick<Lexicon, "relations">;

/** Everything that a candidate of an article is weighed against. The article's row is held, and it is a source of its incident from now on. */
export async function groundOf(tx: Db, article: Pick<Article, "id">, candidate: Candidate): Promise<{ held: Article; incident: Incident; known: Known; ground: Ground }> {
  const held = await lockArticle(tx, article.id);
  if (!held) throw new NotFound();
  const incident = held.incident_id === null ? undefined : await findIncidentById(tx, held.incident_id);
  if (!incident) throw new Refused("reviewing.incident-unsaid", "incident");
  const source = await sourceOf(tx, held, incident);
  await updateArticle(tx, held.id, { incident_id: incident.id, source_id: source.id });
  const entities = await listEntities(tx);
  const incidents = [...(await findIncidentIds(tx)).keys()];
  const known = { entities, incidents: new Set(incidents), taken: new Set([...entities.map(({ id }) => id), ...incidents]), made: [] };
  const facts = new Set(await listFactKeysFrom(tx, incident.slug.slice(0, 30)));
  return { held: { ...held, source_id: source.id }, incident, known, ground: { candidate, article: held, incident, source: source.key, facts } };
}

/** The page may be among the sources of the incident already. */
async function sourceOf(tx: Db, { publisher, title, published, url }: Article, incident: Incident): Promise<Source> {
  const sources = await listSources(tx, incident.id);
  const same = sources.find((source) => source.url === url);
  const key = unusedId(slugify(`${publisher} ${published.slice(0, 4)}`), new Set(sources.map((source) => source.key)));
  return same ?? upsertSource(tx, { incident_id: incident.id, key, publisher, title, published, url });
}

/** @throws Refused where the same is known of the incident already */
export async function keepFact(tx: Db, fact: Fact, incident: Incident, { id: article_id, source_id }: Article, made: readonly Entity[]): Promise<void> {
  const { id: key, subject, relation, modality, asserted_by, evidence } = fact;
  const told = (await listFactsOf(tx, incident.id)).filter(({ state }) => state === "current").map(({ data }) => JSON.parse(data) as Fact);
  if (told.some((other) => saysTheSame(other, fact))) throw new Refused("saying.known", "form", { title: incident.title });
  for (const entity of made) await upsertEntity(tx, { key: entity.id, incident_id: incident.id, type: entity.type, name: entity.name, data: JSON.stringify(entity), article_id });
  const { id } = await upsertFact(tx, { key, incident_id: incident.id, subject, relation, modality, asserted_by, data: JSON.stringify(fact), state: "current" });
  await updateEvidence(tx, id, evidence.map(({ quote, start, end }) => ({ fact_id: id, source_id: source_id!, quote, start_offset: start ?? null, end_offset: end ?? null })));
}

function saysTheSame(one: Fact, other: Fact): boolean {
  return (["subject", "relation", "polarity", "asserted_by"] as const).every((trait) => one[trait] === other[trait]) && JSON.stringify(one.object) === JSON.stringify(other.object);
}
