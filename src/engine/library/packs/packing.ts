import type { Content } from "../../knowledge/content.ts";
import type { Entity } from "../../knowledge/entity.ts";
import { isEntityObject } from "../../knowledge/fact.ts";
import type { IncidentFile } from "../../knowledge/incident.ts";
import type { PackParts } from "./pack.ts";

/** The parts of a pack out of a content folder; undefined where it has no such incident. */
export function partsFrom({ incidents, entities, decide }: Content, id: string): Pick<PackParts, "incident" | "entities" | "decide"> | undefined {
  const incident = incidents.find((each) => each.id === id);
  return incident && { incident, entities: neededBy(incident, entities), decide: decide.filter((each) => each.incident === id) };
}

/** The entities that an incident speaks of beyond its own, with the places and wholes that they belong to. */
export function neededBy({ facts, entities: own }: IncidentFile, all: readonly Entity[]): Entity[] {
  const known = new Map(all.map((entity) => [entity.id, entity]));
  const needed = new Set<string>();
  const add = (id: string | undefined) => {
    const entity = known.get(id ?? "");
    if (!entity || needed.has(entity.id)) return;
    needed.add(entity.id);
    add(entity.country);
    add(entity.part_of);
  };
  for (const { subject, object, asserted_by } of facts) [subject, isEntityObject(object) ? object : undefined, asserted_by].forEach(add);
  for (const { country, part_of } of own) [country, part_of].forEach(add);
  const inside = new Set(own.map(({ id }) => id));
  return [...needed].filter((id) => !inside.has(id)).sort().map((id) => known.get(id)!);
}
