import { fold } from "../../../lib/text.ts";
import type { Entity } from "../entity.ts";
import { areNearSectors } from "./sectors.ts";

type Pair = readonly [Entity, Entity];

/** A name that more things bear is none that tells them apart; things of one name are never offered beside each other anyway (knowledge/bans.ts). */
const MOST_BEARERS = 20;

/** Marks both things of each pair as overlapping with the other, once. */
export function markOverlaps(pairs: Iterable<Pair>): void {
  const overlaps = new Map<Entity, Set<string>>();
  const idsOf = (entity: Entity) => overlaps.get(entity) ?? overlaps.set(entity, new Set(entity.overlaps)).get(entity)!;
  for (const [a, b] of pairs) {
    if (a.id === b.id) continue;
    idsOf(a).add(b.id);
    idsOf(b).add(a.id);
  }
  for (const [entity, ids] of overlaps) entity.overlaps = [...ids];
}

/**
 * Things that share a name or an alias: they may be the same, and nobody here can know. They are kept apart,
 * and two that share a name with a third are no pair for that.
 */
export function* sharedNames(entities: readonly Entity[]): Iterable<Pair> {
  const bearers = new Map<string, Entity[]>();
  for (const entity of entities) {
    for (const name of new Set([entity.name, ...entity.aliases].map((each) => fold(each) || each))) {
      const others = bearers.get(name);
      if (others) others.push(entity); else bearers.set(name, [entity]);
    }
  }
  for (const sharing of bearers.values()) if (sharing.length <= MOST_BEARERS) yield* pairsOf(sharing, () => true);
}

/** What is no country with every place, because a place may lie in it or it in a place, and lines of business that lie close together. */
export function* nearPlacesAndSectors(entities: readonly Entity[]): Iterable<Pair> {
  yield* pairsOf(entities.filter(({ type }) => type === "location" || type === "identity"), (a, b) => a.class !== "country" || b.class !== "country");
  yield* pairsOf(entities.filter(({ type }) => type === "sector"), areNearSectors);
}

function* pairsOf(entities: readonly Entity[], areNear: (a: Entity, b: Entity) => boolean): Iterable<Pair> {
  for (const [index, entity] of entities.entries()) {
    for (const other of entities.slice(index + 1)) if (areNear(entity, other)) yield [entity, other];
  }
}
