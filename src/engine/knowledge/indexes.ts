import { groupByTwo } from "../../lib/groups.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import type { FactIndex, Known } from "./knowledge.ts";
import { foldedNamesOf } from "./names.ts";

export function bySubject(facts: readonly Fact[]): FactIndex {
  return groupByTwo(facts, ({ relation }) => relation, ({ subject }) => subject);
}

export function byObject(facts: readonly Fact[]): FactIndex {
  return groupByTwo(facts.filter(({ object }) => isEntityObject(object)), ({ relation }) => relation, ({ object }) => object as string);
}

/** What lies within what, as entities declare it and facts say it. */
export function wholesIn(entities: readonly Entity[], facts: readonly Fact[]): { part: string; whole: string }[] {
  const declared = entities.flatMap(({ id, part_of }) => (part_of ? [{ part: id, whole: part_of }] : []));
  const said = facts.flatMap(({ relation, subject, object, polarity }) => (relation === "part-of" && polarity === "positive" && isEntityObject(object) ? [{ part: subject, whole: object }] : []));
  return [...declared, ...said];
}

/** Ids by what stands first in each pair, each id once. */
export function idsBy(pairs: readonly string[][]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const [key, id] of pairs) {
    const list = ids.get(key!);
    if (!list) ids.set(key!, [id!]);
    else if (!list.includes(id!)) list.push(id!);
  }
  return ids;
}

/** Others that bear the name under which an entity is shown. */
export function namesakesIn(entities: ReadonlyMap<string, Known>, byName: ReadonlyMap<string, readonly string[]>): Map<number, number[]> {
  return new Map([...entities.values()].flatMap((entity) => {
    const others = byName.get(foldedNamesOf(entity)[0] ?? "")?.filter((id) => id !== entity.id).map((id) => entities.get(id)!.number) ?? [];
    return others.length > 0 ? [[entity.number, others]] : [];
  }));
}
