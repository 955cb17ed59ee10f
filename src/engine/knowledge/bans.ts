import type { Entity } from "./entity.ts";
import { foldedNamesOf } from "./names.ts";
import { factsAbout, type Knowledge } from "./knowledge.ts";
import { isEntityObject } from "./fact.ts";

/**
 * Whether two entities are too close for one to be offered as the wrong answer where the other is right:
 * the same thing, a shared name, declared overlap, one inside the other, or a place and what belongs to it.
 */
export function areRelated(knowledge: Knowledge, a: Entity, b: Entity): boolean {
  return relatedTo(knowledge, a.id).has(b.id);
}

/** The ids of all that is too close to an entity, its own among them. Closeness does not carry over: what is close to the close is not in it. */
export function relatedTo(knowledge: Knowledge, id: string): ReadonlySet<string> {
  const known = knowledge.memo.related.get(id);
  if (known) return known;
  const entity = knowledge.entities.get(id);
  const sharing = entity ? foldedNamesOf(entity).flatMap((name) => knowledge.byName.get(name) ?? []) : [];
  const places = [...(entity?.country ? [entity.country] : []), ...(knowledge.belongingTo.get(id) ?? [])];
  const related = new Set([id, ...sharing, ...(knowledge.overlapping.get(id) ?? []), ...places, ...wholesOf(knowledge, id), ...withinOf(knowledge, id)]);
  knowledge.memo.related.set(id, related);
  return related;
}

/** The same by number: the numbers of all that is too close to an entity. */
export function nearTo(knowledge: Knowledge, number: number): readonly number[] {
  return (knowledge.memo.near[number] ??= numbersOf(knowledge, relatedTo(knowledge, knowledge.all[number]!.id)));
}

/** The numbers of these ids, without those that are no entities. */
export function numbersOf({ entities }: Knowledge, ids: Iterable<string>): number[] {
  return [...ids].flatMap((id) => entities.get(id)?.number ?? []);
}

/** Walks `part_of` and the facts of part-of upwards; a loop in them ends the walk. */
function wholesOf(knowledge: Knowledge, id: string): Set<string> {
  const reached = new Set([id]);
  for (const part of reached) {
    const above = [knowledge.entities.get(part)?.part_of, ...factsAbout(knowledge, part, "part-of").map((fact) => fact.object)];
    for (const next of above) if (next !== undefined && isEntityObject(next)) reached.add(next);
  }
  return reached;
}

function withinOf(knowledge: Knowledge, id: string): Set<string> {
  const reached = new Set([id]);
  for (const whole of reached) for (const part of knowledge.partsOf.get(whole) ?? []) reached.add(part);
  return reached;
}
