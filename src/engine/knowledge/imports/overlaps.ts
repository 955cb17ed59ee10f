import { fold } from "../../../lib/text.ts";
import type { Entity } from "../entity.ts";
import { areNearSectors } from "./sectors.ts";

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

/** Marks what is no country as overlapping with every place, because a place may lie in it or it in a place, and lines of business that lie close together. */
export function markNearPlacesAndSectors(entities: readonly Entity[]): void {
  const places = entities.filter(({ type }) => type === "location" || type === "identity");
  const sectors = entities.filter(({ type }) => type === "sector");
  markPairs(places, (a, b) => a.class !== "country" || b.class !== "country");
  markPairs(sectors, areNearSectors);
}

function markPairs(entities: readonly Entity[], areNear: (a: Entity, b: Entity) => boolean): void {
  for (const entity of entities) markOverlap(entity, entities.filter((other) => areNear(entity, other)).map(({ id }) => id));
}

/** Adds ids that are not there yet. */
export function markOverlap(entity: Entity, ids: readonly string[]): void {
  const known = new Set([entity.id, ...entity.overlaps]);
  for (const id of ids) if (!known.has(id)) { known.add(id); entity.overlaps.push(id); }
}
