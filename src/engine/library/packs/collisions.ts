import { say, type Message } from "../../../lib/messages.ts";
import type { Entity } from "../../knowledge/entity.ts";
import { foldedNamesOf } from "../../knowledge/names.ts";
import type { Pack } from "./pack.ts";

/** What an installation has under the ids of a pack. `facts` and `decisions` are the ids that belong to another incident, which is named. */
export interface Taken { entities: ReadonlyMap<string, Entity>; isEntity: boolean; facts: ReadonlyMap<string, string>; decisions: ReadonlyMap<string, string> }

/** Where a pack and the installation mean different things by the same id. */
export function collisionsOf({ incident, entities, decide }: Pack, taken: Taken): Message[] {
  const others = [...entities, ...incident.entities].filter((entity) => { const known = taken.entities.get(entity.id); return known !== undefined && !isSameThing(known, entity); });
  return [
    ...(taken.isEntity ? [say("packing.taken.incident", { id: incident.id })] : []),
    ...others.map(({ id, name }) => say("packing.taken.entity", { id, name, known: taken.entities.get(id)!.name })),
    ...incident.facts.filter(({ id }) => taken.facts.has(id)).map(({ id }) => say("packing.taken.fact", { id, incident: taken.facts.get(id)! })),
    ...decide.filter(({ id }) => taken.decisions.has(id)).map(({ id }) => say("packing.taken.decision", { id, incident: taken.decisions.get(id)! })),
    ...decide.filter((each) => each.incident !== incident.id).map(({ id }) => say("packing.foreign", { id })),
  ];
}

/** The same type, and a name in common: what an installation has stands then, for other incidents speak of it. */
function isSameThing(one: Entity, other: Entity): boolean {
  const names = new Set(foldedNamesOf(one));
  return one.type === other.type && foldedNamesOf(other).some((name) => names.has(name));
}
