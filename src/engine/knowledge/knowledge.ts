import { groupBy } from "../../lib/groups.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import type { Relation } from "./relation.ts";
import type { Source } from "./incident.ts";

/** Everything the engine reasons over, indexed. Incidents stand among the entities, by their label. */
export interface Knowledge {
  entities: ReadonlyMap<string, Entity>;
  relations: ReadonlyMap<string, Relation>;
  facts: readonly Fact[];
  topics: ReadonlyMap<string, readonly string[]>;
  sources: ReadonlyMap<string, Source>;
  /** Facts by `subject relation`. */
  about: ReadonlyMap<string, readonly Fact[]>;
  /** Facts by `relation object`, entity objects only. */
  of: ReadonlyMap<string, readonly Fact[]>;
  byIncident: ReadonlyMap<string, readonly Fact[]>;
  entitiesByType: ReadonlyMap<string, readonly Entity[]>;
}

interface Given {
  entities: readonly Entity[]; relations: readonly Relation[]; facts: readonly Fact[];
  incidents: readonly { id: string; label: string; summary?: string; class?: "armed" | undefined; topics: readonly string[]; sources: readonly Source[] }[];
}

/** Indexes what was read and checked; nothing is copied and nothing is checked again. */
export function buildKnowledge({ entities, relations, facts, incidents }: Given): Knowledge {
  const labels = incidents.map((incident): Entity => ({ id: incident.id, type: "incident", name: incident.label, class: incident.class, about: incident.summary && firstSentence(incident.summary), aliases: [], overlaps: [] }));
  const all = [...entities, ...labels];
  return {
    entities: new Map(all.map((entity) => [entity.id, entity])),
    relations: new Map(relations.map((relation) => [relation.id, relation])),
    facts,
    topics: new Map(incidents.map(({ id, topics }) => [id, topics])),
    sources: new Map(incidents.flatMap(({ id, sources }) => sources.map((source) => [`${id} ${source.id}`, source]))),
    about: groupBy(facts, (fact) => `${fact.subject} ${fact.relation}`),
    of: groupBy(facts.filter(({ object }) => isEntityObject(object)), (fact) => `${fact.relation} ${fact.object as string}`),
    byIncident: groupBy(facts, (fact) => fact.incident),
    entitiesByType: groupBy(all, (entity) => entity.type),
  };
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** The entity with this id. @throws Error when content was not checked before. */
export function entityOf(knowledge: Knowledge, id: string): Entity {
  const entity = knowledge.entities.get(id);
  if (!entity) throw new Error(`No entity has the id ${id}.`);
  return entity;
}

/** The relation of a fact. @throws Error when content was not checked before. */
export function relationOf(knowledge: Knowledge, fact: Fact): Relation {
  const relation = knowledge.relations.get(fact.relation);
  if (!relation) throw new Error(`No relation has the id ${fact.relation}.`);
  return relation;
}

/** What was said of (subject, relation), whoever said it. */
export function factsAbout(knowledge: Knowledge, subject: string, relation: string): readonly Fact[] {
  return knowledge.about.get(`${subject} ${relation}`) ?? [];
}
