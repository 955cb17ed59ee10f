import type { Entity } from "../entity.ts";
import type { Fact } from "../fact.ts";
import { cleanName } from "./clean-text.ts";
import { findCountry } from "./countries.ts";
import { derivedFactId } from "./ids.ts";
import type { Cluster } from "./misp-clusters.ts";
import { countryEntity, placeOrBody } from "./places.ts";
import { sectorEntity } from "./sectors.ts";
import { cutAtWord } from "./sentences.ts";
import { listed } from "./stix-facts.ts";

/** What a cluster says of its subject: facts, the things that they speak of, and whether its list of targets may lack something. */
export interface Said { facts: Fact[]; objects: Entity[]; isOpen: boolean }

interface Entry { relation: string; field: string; value: string; object: Entity }

const SAYS_NOTHING = /^(?:unknown|other|none|n\/a|country)?$/i;
const EVERYWHERE = /^(?:global|worldwide|international|multiple|various)$/i;

/**
 * MISP's meta fields as facts: `country` gives originates-from, `cfr-suspected-state-sponsor` sponsored-by, the fields on victims, categories and sectors give targets.
 * A cluster that says "Global", or targets things that other galaxies describe, has no closed list of targets.
 */
export function saidBy(cluster: Cluster, subject: Entity, collection: string): Said {
  const victims = [...labels(cluster, "cfr-suspected-victims"), ...labels(cluster, "suspected-victims")];
  const isOpen = victims.some(({ value }) => EVERYWHERE.test(value)) || (cluster.related ?? []).some(({ type }) => type === "targets");
  const confidence = labels(cluster, "attribution-confidence")[0]?.value;
  const entries: Entry[] = [
    ...inCountries("originates-from", labels(cluster, "country")), ...inCountries("sponsored-by", labels(cluster, "cfr-suspected-state-sponsor")),
    ...victims.filter(({ value }) => !EVERYWHERE.test(value)).map((label) => ({ ...label, relation: "targets", object: placeOrBody(label.value) })),
    ...[...labels(cluster, "cfr-target-category"), ...labels(cluster, "targeted-sector")].map((label) => ({ ...label, relation: "targets", object: sectorEntity(label.value) })),
  ];
  const distinct = [...new Map(entries.map((entry) => [`${entry.relation} ${entry.object.id}`, entry])).values()];
  return { isOpen, objects: distinct.map(({ object }) => object), facts: distinct.map((entry) => factOf(entry, subject, cluster, collection, confidence)) };
}

function factOf({ relation, field, value, object }: Entry, subject: Entity, cluster: Cluster, collection: string, confidence: string | undefined): Fact {
  const certainty = relation === "originates-from" && confidence !== undefined ? `, attribution-confidence ${confidence}` : "";
  const evidence = { source: collection, quote: cutAtWord(`${subject.name} ${field} ${value}${certainty}`), record: cluster.uuid };
  return listed(collection, derivedFactId(subject.id, relation, object.id), subject.id, relation, object.id, evidence);
}

function labels({ meta }: Cluster, field: keyof NonNullable<Cluster["meta"]>): { field: string; value: string }[] {
  return [meta?.[field] ?? []].flat().map(cleanName).filter((value) => !SAYS_NOTHING.test(value)).map((value) => ({ field, value }));
}

function inCountries(relation: string, given: readonly { field: string; value: string }[]): Entry[] {
  return given.flatMap((label) => {
    const country = findCountry(label.value);
    return country ? [{ ...label, relation, object: countryEntity(country) }] : [];
  });
}
