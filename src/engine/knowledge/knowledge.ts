import { groupBy } from "../../lib/groups.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { capitalise } from "../../lib/text.ts";
import type { Collection } from "./collection.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import { foldedNamesOf } from "./names.ts";
import type { Relation } from "./relation.ts";
import type { Source } from "./incident.ts";
import type { IdSet } from "./id-set.ts";
import { byObject, bySubject, idsBy, namesakesIn, wholesIn } from "./indexes.ts";
import type { Evidence } from "../questions/question.ts";
import { isDoubted } from "./standing.ts";

/** An entity of a knowledge, with its place there: sets and tables of the engine go by it, for numbers are found faster than names and weigh less. */
export interface Known extends Entity { number: number; /** Its name with a capital, as an option has it. */ title: string }

/** Everything the engine reasons over, indexed. Incidents stand among the entities, by their label. */
export interface Knowledge {
  entities: ReadonlyMap<string, Known>;
  /** The same, each in the place of its number. */
  all: readonly Known[];
  relations: ReadonlyMap<string, Relation>;
  /** Those that nobody disputes and that were not taken back: only they are asked and prove anything. The indexes hold the others too, because these still ban. */
  facts: readonly Fact[];
  topics: ReadonlyMap<string, readonly string[]>;
  /** The year in which an incident ended, for those whose date is known. */
  years: ReadonlyMap<string, string>;
  sources: ReadonlyMap<string, Source>;
  /** Ids of the data sets that were imported: the `incident` of what they list. */
  collections: ReadonlySet<string>;
  /** Facts by relation, then subject. */
  about: FactIndex;
  /** Facts by relation, then object; entity objects only. */
  of: FactIndex;
  /** Those that are denied and not in doubt, by relation, then subject, and by relation, then object. */
  denials: { about: FactIndex; of: FactIndex };
  byIncident: ReadonlyMap<string, readonly Fact[]>;
  entitiesByType: ReadonlyMap<string, readonly Known[]>;
  /** Ids by folded name or alias: a name of two entities leads to both and makes them no one. */
  byName: ReadonlyMap<string, readonly string[]>;
  /** Others that bear the name under which an entity is shown, where there are any: numbers by its number. */
  namesakes: ReadonlyMap<number, readonly number[]>;
  /** Ids of what lies directly within an entity, and of what belongs to a place. */
  partsOf: ReadonlyMap<string, readonly string[]>;
  belongingTo: ReadonlyMap<string, readonly string[]>;
  overlapping: ReadonlyMap<string, readonly string[]>;
  /** What was worked out once (links.ts, bans.ts, truths.ts). */
  memo: Memo;
}

/** `links` are by relation, `related` by id; the rest is by the number of the entity that it is about, truths by relation first, and by incident where that matters. */
export interface Memo {
  links: Map<string, Links>; related: Map<string, ReadonlySet<string>>; near: (readonly number[])[];
  objects: Map<string, Map<string, IdSet[]>>; subjects: Map<string, IdSet[]>;
  evidence: Map<Fact, Evidence[]>;
  /** Of each incident, by id: what branches its things come from (plausibility.ts). */
  settings: Map<string, ReadonlySet<string>>;
  /** A place for each entity, all zero between two uses (id-set.ts). */
  marks: Uint8Array;
}

/** What a relation is said to lead from and to: numbers by number. */
export interface Links { objects: number[][]; subjects: number[][] }

export type FactIndex = ReadonlyMap<string, ReadonlyMap<string, readonly Fact[]>>;

interface Given {
  entities: readonly Entity[]; relations: readonly Relation[]; facts: readonly Fact[];
  incidents: readonly { id: string; label: string; summary?: string; happened?: string; class?: "armed" | "mishap" | undefined; topics: readonly string[]; sources: readonly Source[] }[];
  collections?: readonly Collection[];
}

/** Indexes what was read and checked; nothing is checked again. An entity that two collections share is taken from the first. */
export function buildKnowledge({ entities, relations, facts, incidents, collections = [] }: Given): Knowledge {
  const labels = incidents.map((incident): Entity => ({ id: incident.id, type: "incident", name: incident.label, class: incident.class, about: incident.summary && firstSentence(incident.summary), aliases: [], overlaps: [] }));
  const all = [...new Map([...collections.flatMap((each) => each.entities).reverse(), ...entities, ...labels].map((entity) => [entity.id, entity])).values()].map((entity, number): Known => ({ ...entity, number, title: capitalise(entity.name) }));
  const byId = new Map(all.map((entity) => [entity.id, entity]));
  const told = [...facts, ...new Map(collections.flatMap((each) => each.facts).map((fact) => [fact.id, withOwnIds(fact, byId)])).values()];
  const sure = told.filter((fact) => !isDoubted(fact));
  const denied = sure.filter(({ polarity }) => polarity === "negative");
  const files = [...incidents, ...collections];
  const byName = idsBy(all.flatMap((entity) => foldedNamesOf(entity).map((name) => [name, entity.id])));
  return {
    entities: byId, all, facts: sure, relations: new Map(relations.map((relation) => [relation.id, relation])),
    topics: new Map(files.map(({ id, topics }) => [id, topics])),
    years: new Map(incidents.flatMap(({ id, happened = "" }) => { const span = parseEdtf(happened); return span ? [[id, span.to.slice(0, 4)] as const] : []; })),
    sources: new Map(files.flatMap(({ id, sources }) => sources.map((source) => [`${id} ${source.id}`, source]))),
    collections: new Set(collections.map(({ id }) => id)),
    about: bySubject(told), of: byObject(told), denials: { about: bySubject(denied), of: byObject(denied) },
    byIncident: groupBy(told, (fact) => fact.incident),
    entitiesByType: groupBy(all, (entity) => entity.type),
    byName, namesakes: namesakesIn(byId, byName),
    partsOf: idsBy(wholesIn(all, told).map(({ part, whole }) => [whole, part])),
    belongingTo: idsBy(all.flatMap(({ id, country }) => (country ? [[country, id]] : []))),
    overlapping: idsBy(all.flatMap(({ id, overlaps }) => overlaps.flatMap((other) => [[id, other], [other, id]]))),
    memo: { links: new Map(), related: new Map(), near: [], objects: new Map(), subjects: new Map(), evidence: new Map(), settings: new Map(), marks: new Uint8Array(all.length) },
  };
}

/** The same fact with the very strings that the entities have as ids: tables find them at once instead of comparing letter by letter. */
function withOwnIds(fact: Fact, entities: ReadonlyMap<string, Entity>): Fact {
  const own = (id: string) => entities.get(id)?.id ?? id;
  return { ...fact, subject: own(fact.subject), object: isEntityObject(fact.object) ? own(fact.object) : fact.object };
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** The entity with this id. @throws Error when content was not checked before. */
export function entityOf(knowledge: Knowledge, id: string): Known {
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

const NONE: readonly Fact[] = [];

/** What was said of (subject, relation), whoever said it. */
export function factsAbout(knowledge: Knowledge, subject: string, relation: string): readonly Fact[] {
  return knowledge.about.get(relation)?.get(subject) ?? NONE;
}

/** What was said of (relation, object), whoever said it. */
export function factsOf(knowledge: Knowledge, relation: string, object: string): readonly Fact[] {
  return knowledge.of.get(relation)?.get(object) ?? NONE;
}
