import type { YamlFile } from "./content-yaml.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, valueType, type Fact } from "./fact.ts";
import type { DecideFile, IncidentFile, Mechanism, Topic } from "./incident.ts";
import type { Path } from "../library/paths.ts";
import type { Relation } from "./relation.ts";

/** A thing of the content and where it stands. */
export interface Located<T> { file: YamlFile; path: (string | number)[]; item: T }

interface Checked {
  relations: Located<Relation>[]; topics: Located<Topic>[]; mechanisms: Located<Mechanism>[]; entities: Located<Entity>[]; incidents: Located<IncidentFile>[];
  decide: Located<DecideFile>[]; paths: Located<Path>[]; facts: Located<Fact>[];
}

/** What a schema cannot see: ids that are used twice, that point nowhere, or at the wrong kind of thing. */
export function checkReferences(content: Checked): string[] {
  const things = [...content.entities, ...content.incidents] as Located<Entity | IncidentFile>[];
  const types = new Map<string, string>([...content.entities.map(({ item }) => [item.id, item.type] as const), ...content.incidents.map(({ item }) => [item.id, "incident"] as const)]);
  const relations = new Map(content.relations.map(({ item }) => [item.id, item]));
  const topics = new Set(content.topics.map(({ item }) => item.id));
  const mechanisms = new Set(content.mechanisms.map(({ item }) => item.id));
  const facts = new Set(content.facts.map(({ item }) => item.id));
  const sources = new Map(content.incidents.map(({ item }) => [item.id, new Set(item.sources.map((source) => source.id))]));

  return [
    ...duplicates(things), ...duplicates(content.facts), ...duplicates(content.relations), ...duplicates(content.topics), ...duplicates(content.mechanisms), ...duplicates(content.decide), ...duplicates(content.paths),
    ...content.entities.flatMap((at) => [at.item.country, at.item.part_of, ...at.item.overlaps].filter((id) => id !== undefined && !types.has(id)).map((id) => problem(at, `${id} is no entity`))),
    ...content.relations.flatMap((at) => aboutRelation(at, relations, types)),
    ...content.incidents.flatMap((at) => at.item.topics.filter((id) => !topics.has(id)).map((id) => problem(at, `${id} is no topic of vocabulary/topics.yaml`, "topics"))),
    ...content.incidents.flatMap((at) => at.item.mechanisms.filter((id) => !mechanisms.has(id)).map((id) => problem(at, `${id} is no mechanism of vocabulary/mechanisms.yaml`, "mechanisms"))),
    ...content.paths.flatMap((at) => [at.item.starter, ...at.item.months].flatMap((theme) => [
      ...theme.mechanisms.filter((id) => !mechanisms.has(id)).map((id) => problem(at, `${id} is no mechanism of vocabulary/mechanisms.yaml`)), ...theme.topics.filter((id) => !topics.has(id)).map((id) => problem(at, `${id} is no topic of vocabulary/topics.yaml`)),
    ])),
    ...content.incidents.flatMap((at) => (at.item.verified?.against ?? []).filter((id) => !sources.get(at.item.id)!.has(id)).map((id) => problem(at, `${id} is no source of this file`, "verified"))),
    ...content.facts.flatMap((at) => aboutFact(at, types, relations, sources.get(at.item.incident)!)),
    ...content.decide.flatMap((at) => [
      ...(sources.has(at.item.incident) ? [] : [problem(at, `${at.item.incident} is no incident`, "incident")]),
      ...(topics.has(at.item.topic) ? [] : [problem(at, `${at.item.topic} is no topic`, "topic")]),
      ...at.item.facts.filter((id) => !facts.has(id)).map((id) => problem(at, `${id} is no fact`, "facts")),
    ]),
  ];
}

function aboutRelation(at: Located<Relation>, relations: Map<string, Relation>, types: Map<string, string>): string[] {
  const { near, through, banned } = at.item;
  const steps = through.flatMap((path) => path.split(" ").map((step) => step.replace("^", "")));
  return [
    ...near.filter((id) => !relations.has(id)).map((id) => problem(at, `${id} is no relation`, "near")),
    ...steps.filter((id) => !relations.has(id)).map((id) => problem(at, `${id} is no relation`, "through")),
    ...banned.filter((id) => !types.has(id)).map((id) => problem(at, `${id} is no entity`, "banned")),
  ];
}

function aboutFact(at: Located<Fact>, types: Map<string, string>, relations: Map<string, Relation>, sources: Set<string>): string[] {
  const { subject, relation: relationId, object, asserted_by, evidence, disputed, retracted } = at.item;
  const problems = evidence.filter(({ source }) => !sources.has(source)).map(({ source }) => problem(at, `${source} is no source of this file`, "evidence"));
  for (const [key, doubt] of Object.entries({ disputed, retracted })) if (doubt && !sources.has(doubt.source)) problems.push(problem(at, `${doubt.source} is no source of this file`, key));
  if (!types.has(asserted_by)) problems.push(problem(at, `${asserted_by} is no entity`, "asserted_by"));
  const relation = relations.get(relationId);
  if (!relation) return [...problems, problem(at, `${relationId} is no relation of vocabulary/relations.yaml`, "relation")];
  if (relation.irreflexive && subject === object) problems.push(problem(at, `nothing stands in the relation ${relationId} to itself`, "object"));
  return [...problems, ...aboutType(at, "subject", subject, types.get(subject), relation.domain, relationId),
    ...aboutType(at, "object", isEntityObject(object) ? object : valueType(object), isEntityObject(object) ? types.get(object) : valueType(object), relation.range, relationId)];
}

function aboutType(at: Located<Fact>, slot: "subject" | "object", id: string, type: string | undefined, allowed: readonly string[], relation: string): string[] {
  if (type === undefined) return [problem(at, `${id} is no entity and no incident`, slot)];
  return allowed.includes(type) ? [] : [problem(at, `${id} is of type ${type}, but the ${slot} of ${relation} is one of ${allowed.join(", ")}`, slot)];
}

function duplicates(located: readonly Located<{ id: string }>[]): string[] {
  const seen = new Map<string, Located<{ id: string }>>();
  return located.flatMap((at) => {
    const first = seen.get(at.item.id);
    if (!first) seen.set(at.item.id, at);
    return first ? [problem(at, `the id ${at.item.id} is taken by ${first.file.name}:${first.file.lineOf([...first.path, "id"])}`, "id")] : [];
  });
}

function problem({ file, path }: Located<unknown>, reason: string, key?: string): string {
  return `${file.name}:${file.lineOf(key === undefined ? path : [...path, key])}: ${reason}`;
}
