import type { Entity } from "../entity.ts";
import { aboutSentence } from "./sentences.ts";
import { asOnPage, cleanName } from "./clean-text.ts";
import { findCountry, type Country } from "./countries.ts";
import { idOf, namedId } from "./ids.ts";
import type { StixObject } from "./stix-objects.ts";

/** The country as an entity of its own; the same in every import. */
export function countryEntity({ name, aliases }: Country): Entity {
  return { id: namedId("location", name.replace(/^the /, "")), type: "location", class: "country", name, aliases: [...aliases], overlaps: [] };
}

/** A STIX location, and the country that it lies in where it is not one itself. */
export function placeEntities(object: StixObject): { entity: Entity; country: Entity | undefined } {
  const known = object.country === undefined ? undefined : findCountry(object.country);
  const kind = object.city !== undefined ? "city" : object.country !== undefined ? "country" : object.region !== undefined ? "region" : undefined;
  const isWithin = known !== undefined && kind !== "country";
  const about = object.description === undefined ? undefined : aboutSentence(asOnPage(object.description));
  const aliases = kind === "country" && known ? [known.name, ...known.aliases].filter((name) => name !== object.name) : [];
  return {
    country: isWithin ? countryEntity(known) : undefined,
    entity: {
      id: idOf(object.id), type: "location", name: nameOf(object, known), aliases, overlaps: [],
      ...(kind && { class: kind }), ...(isWithin && { country: countryEntity(known).id }), ...(about !== undefined && { about }),
    },
  };
}

function nameOf({ name, city, country, region }: StixObject, known: Country | undefined): string {
  if (name !== undefined) return cleanName(name);
  return cleanName(city ?? known?.name ?? country ?? region?.replaceAll("-", " ") ?? "");
}
