import type { Entity } from "../entity.ts";
import type { Source } from "../incident.ts";
import { cleanName } from "./clean-text.ts";
import { idOf } from "./ids.ts";
import type { Named } from "./naming.ts";
import { dayOf, pageOf, type StixObject } from "./stix-objects.ts";

/** Gives the id of the source that a fact is quoted from, and keeps each source once. */
export interface SourceBook { pageFor: (objectId: string, entity: Entity, record: StixObject) => string; sources: Map<string, Source> }

/** A source needs the address of a page. A bundle that names none at all is quoted with the page of the standard that says how to read it. */
const STANDARD = "https://oasis-open.github.io/cti-documentation/";
const LONGEST_PUBLISHER = 200;

/**
 * One source for each page: that of the entity, by its external references; else the first page that the relationship refers to; else that of the data set.
 * Its date is the day on which the entity (or that relationship) was last changed, its publisher the one who made the object.
 */
export function sourceBook(objects: ReadonlyMap<string, StixObject>, collection: Named): SourceBook {
  const sources = new Map<string, Source>();
  const keep = (from: StixObject, entity: Entity, url: string) => {
    const id = idOf(from.id);
    if (sources.has(id)) return id;
    const [publisher, title, published] = [publisherOf(objects, from, collection), `${entity.name}, ${collection.name}`, dateOf(from) ?? collection.date];
    sources.set(id, { id, url, publisher, title, published });
    return id;
  };
  return {
    sources,
    pageFor(objectId, entity, record) {
      const subject = objects.get(objectId)!;
      const page = sources.has(idOf(objectId)) ? sources.get(idOf(objectId))!.url : pageOf(subject);
      if (page !== undefined) return keep(subject, entity, page);
      const referred = pageOf(record);
      return referred === undefined ? keep(subject, entity, collection.url ?? STANDARD) : keep(record, entity, referred);
    },
  };
}

function dateOf({ modified, created }: StixObject): string | undefined {
  const time = modified ?? created;
  return time === undefined ? undefined : dayOf(time);
}

/** "The MITRE Corporation" is known as MITRE. */
function publisherOf(objects: ReadonlyMap<string, StixObject>, { created_by_ref }: StixObject, collection: Named): string {
  const name = created_by_ref === undefined ? undefined : objects.get(created_by_ref)?.name;
  return cleanName(name ?? collection.name).replace(/^the /i, "").replace(/,? (?:Corporation|Incorporated|Inc\.?|Corp\.?|Ltd\.?|LLC|GmbH)$/, "").slice(0, LONGEST_PUBLISHER);
}
