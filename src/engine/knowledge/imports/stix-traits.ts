import type { Entity } from "../entity.ts";
import type { Fact } from "../fact.ts";
import { cleanName } from "./clean-text.ts";
import { derivedFactId, namedId } from "./ids.ts";
import { cutAtWord } from "./sentences.ts";
import { listed } from "./stix-facts.ts";
import type { SourceBook } from "./stix-sources.ts";
import type { StixObject } from "./stix-objects.ts";

/** A fact that stands in the fields of an object and not in a relationship; `category` is the entity that it speaks of, where it does. */
export interface Trait { fact: Fact; category?: Entity }

type Kind = "tactic" | "platform" | "date";
interface Entry { relation: string; field: string; kind: Kind; value: string }

/** When a campaign was first seen (to the month), which tactics a technique serves, on which platforms malware and tools run. */
export function traitsOf(object: StixObject, entity: Entity, collection: string, sources: SourceBook): Trait[] {
  return entriesOf(object).map(({ relation, field, kind, value }) => {
    const evidence = { source: sources.pageFor(object.id, entity, object), quote: cutAtWord(`${entity.name} ${field} ${value}`), record: object.id };
    if (kind === "date") return { fact: listed(collection, `${entity.id}-first-seen`, entity.id, relation, { date: value.slice(0, 7) }, evidence) };
    const category = categoryOf(kind, value);
    return { category, fact: listed(collection, derivedFactId(entity.id, relation, category.id), entity.id, relation, category.id, evidence) };
  });
}

export function hasTraits(object: StixObject): boolean {
  return entriesOf(object).length > 0;
}

function entriesOf({ type, first_seen, kill_chain_phases = [], x_mitre_platforms = [] }: StixObject): Entry[] {
  if (type === "campaign" && first_seen !== undefined) return [{ relation: "first-seen", field: "first_seen", kind: "date", value: first_seen }];
  if (type === "attack-pattern") return entries("serves-tactic", "kill_chain_phases", "tactic", kill_chain_phases.map(({ phase_name }) => phase_name));
  if (type === "malware" || type === "tool") return entries("runs-on", "x_mitre_platforms", "platform", x_mitre_platforms.filter((name) => name !== "None"));
  return [];
}

/** Two spellings that make one category count once. */
function entries(relation: string, field: string, kind: Kind, values: readonly string[]): Entry[] {
  return [...new Map(values.map((value) => [namedId(kind, value), { relation, field, kind, value }])).values()];
}

/** "initial-access" is the tactic "initial access"; platforms go by their names. */
function categoryOf(kind: Kind, value: string): Entity {
  const name = cleanName(kind === "tactic" ? value.replace(/[-_]/g, " ") : value);
  return { id: namedId(kind, value), type: "category", name, aliases: [], overlaps: [] };
}
