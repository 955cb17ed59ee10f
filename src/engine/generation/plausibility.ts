import type { Entity } from "../knowledge/entity.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, factsAbout, factsOf, relationOf, type Knowledge, type Known } from "../knowledge/knowledge.ts";
import type { Relation } from "../knowledge/relation.ts";
import type { Slot } from "./pools.ts";

/** How near the kinds of two entities are: of one sector, of sectors that the relation lets stand beside each other, or neither. Without sectors nobody can tell. */
export type Nearness = "same" | "beside" | "far" | "unknown";

export function nearnessOf({ beside }: Relation, one: Entity, other: Entity): Nearness {
  if (!one.sector || !other.sector) return "unknown";
  if (one.sector === other.sector) return "same";
  return beside.some((sectors) => sectors.includes(one.sector!) && sectors.includes(other.sector!)) ? "beside" : "far";
}

const BY_SECTOR: Record<Nearness, number> = { same: 1.2, beside: 0.5, far: -1.2, unknown: 0 };

/** A hospital is no tempting answer where an authority is asked for. */
function sectorFit(relation: Relation, key: Entity, entity: Entity): number {
  return BY_SECTOR[nearnessOf(relation, key, entity)];
}

/** Whether an entity can be imagined in an incident: it comes from no branch of its own, or from one that something else in the incident comes from. */
export function isAtHome(knowledge: Knowledge, incident: string, { setting }: Entity): boolean {
  return setting === undefined || settingsOf(knowledge, incident).has(setting);
}

function settingsOf(knowledge: Knowledge, incident: string): ReadonlySet<string> {
  const known = knowledge.memo.settings.get(incident);
  if (known) return known;
  const told = (knowledge.byIncident.get(incident) ?? []).flatMap(({ subject, object }) => [subject, ...(isEntityObject(object) ? [object] : [])]);
  const settings = new Set(told.flatMap((id) => knowledge.entities.get(id)?.setting ?? []));
  knowledge.memo.settings.set(incident, settings);
  return settings;
}

/**
 * How much somebody who half knows the answer would be drawn to a wrong option, about -3 to 3: it is of the sector of the key or of one beside it, and it is at home in events like the one that is
 * asked about, or, where an incident is asked for, had something of the same sort itself.
 */
export function temptationOf(knowledge: Knowledge, fact: Fact, slot: Slot, key: Known, entity: Known): number {
  const relation = relationOf(knowledge, fact);
  const fit = sectorFit(relation, key, entity);
  if (knowledge.collections.has(fact.incident)) return fit;
  return fit + (slot === "object" ? homeFit(knowledge, fact, entity) : partFit(knowledge, fact, relation, entity));
}

const STRANGE_HOME = -1.5;
const SAME_TIMES = 0.3;
const YEARS = 8;

/** What is only told of mishaps is far-fetched where an attack is asked about, and the other way round; what was told in the same years is less so. */
function homeFit(knowledge: Knowledge, { relation, subject, incident }: Fact, entity: Known): number {
  const asked = entityOf(knowledge, subject);
  if (!isAtHome(knowledge, incident, entity)) return STRANGE_HOME;
  const homes = factsOf(knowledge, relation, entity.id).map((fact) => entityOf(knowledge, fact.subject));
  if (asked.type !== "incident" || homes.length === 0) return 0;
  if (!homes.some((home) => home.class === asked.class)) return STRANGE_HOME;
  return homes.some((home) => yearsBetween(knowledge, home, asked) <= YEARS) ? SAME_TIMES : 0;
}

function yearsBetween({ years }: Knowledge, one: Entity, other: Entity): number {
  return Math.abs(Number(years.get(one.id) ?? 0) - Number(years.get(other.id) ?? 0));
}

const BY_PART: Record<Nearness, number> = { same: 1, beside: 0.4, far: -0.4, unknown: 0 };

/** Hospitals that had to turn patients away are tempting beside another that had to. */
function partFit(knowledge: Knowledge, { object }: Fact, relation: Relation, { id, type }: Known): number {
  if (type !== "incident" || !isEntityObject(object)) return 0;
  const asked = entityOf(knowledge, object);
  if (asked.setting) return isAtHome(knowledge, id, asked) ? BY_PART.same : 2 * BY_PART.far;
  if (!asked.sector) return 0;
  const fits = factsAbout(knowledge, id, relation.id).flatMap((own) => (isEntityObject(own.object) ? [BY_PART[nearnessOf(relation, asked, entityOf(knowledge, own.object))]] : []));
  return fits.length === 0 ? BY_PART.far : Math.max(...fits);
}
