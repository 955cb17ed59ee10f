import { fold } from "../../../lib/text.ts";
import type { Entity } from "../entity.ts";

/** A name that more things bear is none that tells them apart; things of one name are never offered beside each other anyway (knowledge/bans.ts). */
const MOST_BEARERS = 20;

/**
 * Marks things that share a name or an alias as overlapping, both ways: they may be the same, and nobody here can know.
 * They are kept apart, and two that share a name with a third are not marked for that.
 */
export function markSharedNames(entities: readonly Entity[]): void {
  const bearers = new Map<string, Entity[]>();
  for (const entity of entities) {
    for (const name of new Set([entity.name, ...entity.aliases].map((each) => fold(each) || each))) {
      const others = bearers.get(name);
      if (others) others.push(entity); else bearers.set(name, [entity]);
    }
  }
  for (const sharing of bearers.values()) {
    if (sharing.length < 2 || sharing.length > MOST_BEARERS) continue;
    for (const entity of sharing) markOverlap(entity, sharing.filter((other) => other !== entity).map(({ id }) => id));
  }
}

/** Adds ids that are not there yet. */
export function markOverlap(entity: Entity, ids: readonly string[]): void {
  for (const id of ids) if (id !== entity.id && !entity.overlaps.includes(id)) entity.overlaps.push(id);
}
