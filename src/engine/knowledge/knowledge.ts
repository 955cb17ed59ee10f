import { groupBy, groupByTwo } from "../../lib/groups.ts";
import type { Collection } from "./collection.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import { foldedNamesOf } from "./names.ts";
import type { Relation } from "./relation.ts";
import type { Source } from "./incident.ts";
import { isDoubted } from "./standing.ts";

/** Everything the engine reasons over, indexed. Incidents stand among the entities, by their label. */
export interface Knowledge {
  entities: ReadonlyMap<string, Entity>;
  relations: ReadonlyMap<string, Relation>;
  /** Those that nobody disputes and that were not taken back: only they are asked and prove anything. The indexes hold the others too, because these still ban. */
  facts: readonly Fact[];
  topics: ReadonlyMap<string, readonly string[]>;
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
  entitiesByType: ReadonlyMap<string, readonly Entity[]>;
  /** Ids by folded name or alias: a name of two entities leads to both and makes them no one. */
  byName: ReadonlyMap<string, readonly string[]>;
  /** Ids of others that bear the name under which an entity is shown, where there are any. */
  namesakes: ReadonlyMap<string, readonly string[]>;
  /** Ids of what lies directly within an entity, and of what belongs to a place. */
  partsOf: ReadonlyMap<string, readonly string[]>;
  belongingTo: ReadonlyMap<string, readonly string[]>;
  overlapping: ReadonlyMap<string, readonly string[]>;
  /** What was worked out once: sets of ids by what they are about. */
  memo: Map<string, Map<string, ReadonlySet<string>>>;
}

type FactIndex = ReadonlyMap<string, ReadonlyMap<string, readonly Fact[]>>;

interface Given {
  entities: readonly Entity[]; relations: readonly Relation[]; facts: readonly Fact[];
  incidents: readonly { id: string; label: string; summary?: string; class?: "armed" | undefined; topics: readonly string[]; sources: readonly Source[] }[];
  collections?: readonly Collection[];
}

/** Indexes what was read and checked; nothing is copied and nothing is checked again. An entity that two collections share is taken from the first. */
export function buildKnowledge({ entities, relations, facts, incidents, collections = [] }: Given): Knowledge {
  const labels = incidents.map((incident): Entity => ({ id: incident.id, type: "incident", name: incident.label, class: incident.class, about: incident.summary && firstSentence(incident.summary), aliases: [], overlaps: [] }));
  const byId = new Map([...collections.flatMap((each) => each.entities).reverse(), ...entities, ...labels].map((entity) => [entity.id, entity]));
  const all = [...byId.values()];
  const told = [...facts, ...new Map(collections.flatMap((each) => each.facts).map((fact) => [fact.id, withOwnIds(fact, byId)])).values()];
  const sure = told.filter((fact) => !isDoubted(fact));
  const denied = sure.filter(({ polarity }) => polarity === "negative");
  const files = [...incidents, ...collections];
  const byName = idsBy(all.flatMap((entity) => foldedNamesOf(entity).map((name) => [name, entity.id])));
  return {
    entities: byId, facts: sure, relations: new Map(relations.map((relation) => [relation.id, relation])),
    topics: new Map(files.map(({ id, topics }) => [id, topics])),
    sources: new Map(files.flatMap(({ id, sources }) => sources.map((source) => [`${id} ${source.id}`, source]))),
    collections: new Set(collections.map(({ id }) => id)),
    about: bySubject(told), of: byObject(told), denials: { about: bySubject(denied), of: byObject(denied) },
    byIncident: groupBy(told, (fact) => fact.incident),
    entitiesByType: groupBy(all, (entity) => entity.type),
    byName, namesakes: namesakesIn(all, byName),
    partsOf: idsBy(wholesIn(all, told).map(({ part, whole }) => [whole, part])),
    belongingTo: idsBy(all.flatMap(({ id, country }) => (country ? [[country, id]] : []))),
    overlapping: idsBy(all.flatMap(({ id, overlaps }) => overlaps.flatMap((other) => [[id, other], [other, id]]))),
    memo: new Map(),
  };
}

/** The same fact with the very strings that the entities have as ids: tables find them at once instead of comparing letter by letter. */
function withOwnIds(fact: Fact, entities: ReadonlyMap<string, Entity>): Fact {
  const own = (id: string) => entities.get(id)?.id ?? id;
  return { ...fact, subject: own(fact.subject), object: isEntityObject(fact.object) ? own(fact.object) : fact.object };
}

function bySubject(facts: readonly Fact[]): FactIndex {
  return groupByTwo(facts, ({ relation }) => relation, ({ subject }) => subject);
}

function byObject(facts: readonly Fact[]): FactIndex {
  return groupByTwo(facts.filter(({ object }) => isEntityObject(object)), ({ relation }) => relation, ({ object }) => object as string);
}

function wholesIn(entities: readonly Entity[], facts: readonly Fact[]): { part: string; whole: string }[] {
  const declared = entities.flatMap(({ id, part_of }) => (part_of ? [{ part: id, whole: part_of }] : []));
  const said = facts.flatMap(({ relation, subject, object, polarity }) => (relation === "part-of" && polarity === "positive" && isEntityObject(object) ? [{ part: subject, whole: object }] : []));
  return [...declared, ...said];
}

function idsBy(pairs: readonly string[][]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [key, id] of pairs) {
    const list = ids.get(key!);
    if (!list) ids.set(key!, [id!]);
    else if (!list.includes(id!)) list.push(id!);
  }
  return ids;
}

function namesakesIn(entities: readonly Entity[], byName: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  return new Map(entities.flatMap((entity) => {
    const others = byName.get(foldedNamesOf(entity)[0] ?? "")?.filter((id) => id !== entity.id) ?? [];
    return others.length > 0 ? [[entity.id, others]] : [];
  }));
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

const NONE: readonly Fact[] = [];

/** What was said of (subject, relation), whoever said it. */
export function factsAbout(knowledge: Knowledge, subject: string, relation: string): readonly Fact[] {
  return knowledge.about.get(relation)?.get(subject) ?? NONE;
}

/** What was said of (relation, object), whoever said it. */
export function factsOf(knowledge: Knowledge, relation: string, object: string): readonly Fact[] {
  return knowledge.of.get(relation)?.get(object) ?? NONE;
}

/** The set that `work` finds, worked out once for each kind and thing. */
export function remembered({ memo }: Knowledge, kind: string, about: string, work: () => ReadonlySet<string>): ReadonlySet<string> {
  let kinds = memo.get(kind);
  if (!kinds) memo.set(kind, kinds = new Map<string, ReadonlySet<string>>());
  const known = kinds.get(about);
  if (known) return known;
  const found = work();
  kinds.set(about, found);
  return found;
}
