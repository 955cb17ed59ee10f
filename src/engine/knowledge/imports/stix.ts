import type { Entity } from "../entity.ts";
import type { Fact } from "../fact.ts";
import { aboutSentence } from "./sentences.ts";
import { asOnPage } from "./clean-text.ts";
import { ImportRefused } from "./complaints.ts";
import { tally, type Imported, type Naming } from "./imported.ts";
import { nameBundle, type Named } from "./naming.ts";
import { markOverlaps, sharedNames } from "./overlaps.ts";
import { entitiesOf } from "./stix-entities.ts";
import { factOf } from "./stix-facts.ts";
import { isEntityType, DESCRIBING_TYPES, isRelationship, type StixObject } from "./stix-objects.ts";
import { readBundle } from "./stix-reading.ts";
import { sortRelationships } from "./stix-relationships.ts";
import { sourceBook } from "./stix-sources.ts";
import { hasTraits, traitsOf } from "./stix-traits.ts";

/**
 * A STIX 2.1 bundle (OASIS STIX 2.1, sections 3 to 5; ATT&CK's extensions) as a collection: objects become entities, relationships of known types facts.
 * What is revoked, deprecated, dangling or of an unknown type is left out and counted. See docs/formats/threat-intelligence.md.
 * @throws ImportRefused when any object is malformed, when the bundle has no name or date, or when it gives no fact.
 */
export function readStix(text: string, given: Naming = {}): Imported {
  const bundle = readBundle(text);
  const isLeftOut = (object: StixObject) => isWithdrawn(object) || saysNothing(object);
  const kept = bundle.objects.filter((object) => !isLeftOut(object));
  const byId = new Map(kept.map((object) => [object.id, object]));
  const withdrawn = new Set(bundle.objects.filter(isLeftOut).map(({ id }) => id));
  const { usable, counts } = sortRelationships(kept.filter(isRelationship), byId, withdrawn);
  if (usable.length === 0 && !kept.some(hasTraits)) throw new ImportRefused(["no relationship in it gives a fact, so there is nothing that could be asked"]);

  const collection = nameBundle(kept, given);
  const parents = new Map(usable.filter(({ relationship_type }) => relationship_type === "subtechnique-of").map(({ source_ref, target_ref }) => [source_ref, target_ref]));
  const { entities, countries } = entitiesOf(kept, parents);
  const book = sourceBook(byId, collection);
  const facts = usable.map((each) => factOf(each, { subject: entities.get(each.source_ref)!, object: entities.get(each.target_ref)! }, collection.id, book));
  const traits = [...entities].flatMap(([id, entity]) => traitsOf(byId.get(id)!, entity, collection.id, book));
  settleCountries(facts, entities);

  const categories = new Map([...countries, ...traits.flatMap(({ category }) => (category ? [[category.id, category] as const] : []))]);
  const all = [...entities.values(), ...categories.values()];
  markOverlaps(sharedNames(all));
  return collectionOf(collection, all, [...facts, ...traits.map(({ fact }) => fact)], [...book.sources.values()], {
    ...counts, superseded: bundle.superseded, repeated: bundle.repeated,
    revoked: bundle.objects.filter(({ revoked }) => revoked).length, deprecated: bundle.objects.filter((object) => isWithdrawn(object) && !object.revoked).length,
    types: tally(bundle.objects.filter((object) => !isWithdrawn(object) && (isUnread(object) || saysNothing(object))).map(({ type }) => type)),
  });
}

/** Puts the parts together, with the data set itself as the entity that lists them. @throws ImportRefused when its id is taken by a part. */
export function collectionOf({ id, name, date, about }: Named, entities: Entity[], facts: Fact[], sources: Imported["sources"], skipped: Imported["skipped"]): Imported {
  if (entities.some((entity) => entity.id === id)) throw new ImportRefused([`the data set would get the id ${id}, which something in it has: give another name with --name`]);
  const sentence = aboutSentence(asOnPage(about));
  const itself: Entity = { id, type: "collection", name, aliases: [], overlaps: [], ...(sentence !== undefined && { about: sentence }) };
  const all = [itself, ...entities];
  return {
    id, name, date, topics: ["attribution"], sources, entities: all, facts, skipped,
    counts: { entities: tally(all.map(({ type }) => type)), facts: tally(facts.map(({ relation }) => relation)) },
  };
}

function isWithdrawn({ revoked, x_mitre_deprecated }: StixObject): boolean {
  return revoked === true || x_mitre_deprecated === true;
}

/** ATT&CK has entries among its mitigations that say that there is none; and a thing that goes by a digest has no name to ask for. */
function saysNothing({ type, name }: StixObject): boolean {
  return /[0-9a-f]{32}/i.test(name ?? "") || (type === "course-of-action" && /^(?:mitigation limited or not effective|do not mitigate)$/i.test(name ?? ""));
}

function isUnread(object: StixObject): boolean {
  return !isEntityType(object.type) && !isRelationship(object) && !DESCRIBING_TYPES.includes(object.type);
}

/** Who is located at or comes from exactly one country belongs to it. */
function settleCountries(facts: readonly Fact[], entities: ReadonlyMap<string, Entity>): void {
  const byId = new Map([...entities.values()].map((entity) => [entity.id, entity]));
  const found = new Map<string, Set<string>>();
  for (const { subject, relation, object } of facts) {
    if ((relation !== "located-at" && relation !== "originates-from") || typeof object !== "string") continue;
    const place = byId.get(object);
    const country = place?.class === "country" ? place.id : place?.country;
    if (country !== undefined) found.set(subject, (found.get(subject) ?? new Set()).add(country));
  }
  for (const [subject, countries] of found) if (countries.size === 1) byId.get(subject)!.country = [...countries][0]!;
}
