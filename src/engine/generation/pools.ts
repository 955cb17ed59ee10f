import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import type { Entity } from "../knowledge/entity.ts";
import { entityOf, type Knowledge, type Known } from "../knowledge/knowledge.ts";

export type Slot = "subject" | "object";

/**
 * What can stand beside a key: everything of its type and class that fills the same slot of the same relation elsewhere, with something of the
 * same type at the other end. `occurrences` has it once for each fact, so that drawing from it follows how often each is a key; `frequency` is by number.
 */
export interface Pool { occurrences: readonly Known[]; members: readonly Known[]; frequency: ReadonlyMap<number, number> }

export type Pools = ReadonlyMap<string, Pool>;

export function poolsOf(knowledge: Knowledge): Pools {
  const occurrences = new Map<string, Known[]>();
  for (const fact of knowledge.facts) for (const slot of ["subject", "object"] as const) {
    const entity = keyOf(knowledge, fact, slot);
    if (!entity) continue;
    const name = poolName(knowledge, fact, slot, entity);
    const known = occurrences.get(name);
    if (known) known.push(entity);
    else occurrences.set(name, [entity]);
  }
  return new Map([...occurrences].map(([name, entities]) => [name, asPool(entities)]));
}

function asPool(occurrences: readonly Known[]): Pool {
  const frequency = new Map<number, number>();
  for (const { number } of occurrences) frequency.set(number, (frequency.get(number) ?? 0) + 1);
  return { occurrences, frequency, members: [...new Set(occurrences)] };
}

/** A data set's lists say nothing of what it does not know: only its own entries stand beside each other. */
export function poolName(knowledge: Knowledge, fact: Fact, slot: Slot, key: Entity): string {
  const other = slot === "subject" ? fact.object : fact.subject;
  const across = isEntityObject(other) ? entityOf(knowledge, other).type : "value";
  return `${knowledge.collections.has(fact.incident) ? fact.incident : ""} ${fact.relation} ${slot} ${key.type} ${key.class ?? ""} ${across}`;
}

/** The entity that stands in the slot; undefined for dates and figures. */
export function keyOf(knowledge: Knowledge, fact: Fact, slot: Slot): Known | undefined {
  if (slot === "subject") return entityOf(knowledge, fact.subject);
  return isEntityObject(fact.object) ? entityOf(knowledge, fact.object) : undefined;
}

/** The object of a fact that is known to have an entity there. */
export function objectOf(knowledge: Knowledge, fact: Fact): Known {
  return entityOf(knowledge, fact.object as string);
}
