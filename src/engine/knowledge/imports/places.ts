import type { Entity } from "../entity.ts";
import { aboutSentence } from "./sentences.ts";
import { asOnPage, cleanName } from "./clean-text.ts";
import { findCountry, type Country } from "./countries.ts";
import { idOf, namedId } from "./ids.ts";
import type { StixObject } from "./stix-objects.ts";

/** What has a code of its own but is part of another country, or nearly so. */
const TERRITORIES = new Set(["HK", "MO", "PR", "GL"]);

/** The country as an entity of its own; the same in every import. */
export function countryEntity({ code, name, aliases }: Country): Entity {
  const kind = TERRITORIES.has(code) ? "region" : "country";
  return { id: namedId("location", name.replace(/^the /, "")), type: "location", class: kind, name, aliases: [...aliases], overlaps: [] };
}

const SIDE = /(?:north|south|east|west|central|(?:north|south)-?(?:east|west)|middle|sub-saharan|latin)(?:ern)?/;
const REGION = new RegExp(`^(?:the )?(?:${SIDE.source} ?)?(?:east|europe|asian?|africa|america|oceania|gulf|caribbean|caucasus|balkans)$`, "i");

const NEEDS_ARTICLE = /^(?:the )?(?:.*(?:middle east|union|commission|agency|nations|gulf|caribbean|caucasus|balkans)|(?:ministry|association|bank) of (?!america\b).*)$/i;

/** What somebody was aimed at, by its name: a country, a region, or a body about which no more is known. */
export function placeOrBody(name: string): Entity {
  const country = findCountry(name);
  if (country) return countryEntity(country);
  const isRegion = REGION.test(name);
  const named = NEEDS_ARTICLE.test(name) ? name.replace(/^(?:the )?/i, "the ") : name;
  const id = namedId(isRegion ? "location" : "body", name.replace(/^the /i, ""));
  return { id, type: isRegion ? "location" : "identity", name: named, aliases: [], overlaps: [], ...(isRegion && { class: "region" }) };
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
