import { fold } from "../../lib/text.ts";
import type { Entity } from "./entity.ts";
import type { Knowledge } from "./knowledge.ts";

/**
 * Whether two entities are too close for one to be offered as the wrong answer where the other is right:
 * the same thing, a shared name, declared overlap, one inside the other, or a place and what belongs to it.
 */
export function areRelated(knowledge: Knowledge, a: Entity, b: Entity): boolean {
  return a.id === b.id || a.overlaps.includes(b.id) || b.overlaps.includes(a.id) || shareName(a, b) || isInside(knowledge, a, b) || isInside(knowledge, b, a) || a.country === b.id || b.country === a.id;
}

function shareName(a: Entity, b: Entity): boolean {
  const names = new Set(namesOf(a).map(fold));
  return namesOf(b).some((name) => names.has(fold(name)));
}

export function namesOf(entity: Entity): string[] {
  return [entity.name, ...entity.aliases];
}

/** Walks `part_of` and the facts of part-of upwards; a loop in them ends the walk. */
function isInside(knowledge: Knowledge, part: Entity, whole: Entity): boolean {
  const reached = new Set([part.id]);
  for (const id of reached) {
    const above = [knowledge.entities.get(id)?.part_of, ...(knowledge.about.get(`${id} part-of`) ?? []).map((fact) => fact.object)];
    for (const next of above) if (typeof next === "string") reached.add(next);
  }
  return reached.has(whole.id) && part.id !== whole.id;
}
