import { fold } from "../../../lib/text.ts";
import type { Entity, EntityType } from "../entity.ts";
import { aboutSentence } from "./sentences.ts";
import { asOnPage, cleanName } from "./clean-text.ts";
import { placeEntities } from "./places.ts";
import { idOf } from "./ids.ts";
import { ENTITY_TYPE_OF, isEntityType, type StixObject } from "./stix-objects.ts";
import { LONGEST_NAME } from "./rules.ts";

const CLASSES = new Map<string, NonNullable<Entity["class"]>>([["individual", "person"], ["organization", "organisation"], ["group", "group"], ["class", "group"]]);
/** A sentence about one of these that does not name it is often about something else; techniques are described without their names. */
const NAMED_IN_ABOUT = new Set<EntityType>(["intrusion-set", "threat-actor", "malware", "tool", "campaign", "identity"]);

/** The entities of a bundle by STIX id, and the countries that places lie in. `parents` leads from a sub-technique to its technique. */
export function entitiesOf(objects: readonly StixObject[], parents: ReadonlyMap<string, string>): { entities: Map<string, Entity>; countries: Map<string, Entity> } {
  const names = new Map(objects.filter(({ type }) => type === "attack-pattern").map(({ id, name }) => [id, cleanName(name ?? "")]));
  const entities = new Map<string, Entity>();
  const countries = new Map<string, Entity>();
  for (const object of objects) {
    if (!isEntityType(object.type)) continue;
    const parent = parents.get(object.id);
    const entity = object.type === "location" ? placeOf(object, countries) : thingOf(object, ENTITY_TYPE_OF[object.type], parent === undefined ? undefined : names.get(parent));
    if (parent !== undefined) entity.part_of = idOf(parent);
    entities.set(object.id, entity);
  }
  return { entities, countries };
}

function thingOf(object: StixObject, type: EntityType, parentName: string | undefined): Entity {
  const name = fullName(object, cleanName(object.name ?? ""), parentName);
  const aliases = aliasesOf(name, [...(object.aliases ?? []), ...(object.x_mitre_aliases ?? [])]);
  const about = object.description === undefined ? undefined : aboutSentence(asOnPage(object.description), NAMED_IN_ABOUT.has(type) ? [name, ...aliases] : []);
  const kind = CLASSES.get(object.identity_class ?? "");
  const [sector] = object.sectors ?? [];
  return {
    id: idOf(object.id), type, name, aliases, overlaps: [],
    ...(type === "identity" && kind && { class: kind }), ...(sector !== undefined && { sector: cleanName(sector).replaceAll("-", " ") }), ...(about !== undefined && { about }),
  };
}

/** A campaign whose name describes it takes an article: "the 2015 Ukraine Electric Power Attack", but "Operation Dream Job". */
const DESCRIBES = /^(?!the |operation |\p{Lu}+\d*$).* (?:attacks?|campaigns?|incident|breach|compromises?|intrusions?|exploitation|operations?|outbreak|heist)$/iu;

/** ATT&CK prints a sub-technique with its technique, because "Domains" alone says nothing. */
function fullName({ type }: StixObject, name: string, parentName: string | undefined): string {
  if (type === "identity") return name.replace(/^The (?=\p{Lu})/u, "the ");
  if (type === "campaign" && DESCRIBES.test(name)) return `the ${name}`;
  const whole = parentName ? `${parentName}: ${name}` : name;
  return whole.length <= LONGEST_NAME ? whole : name;
}

/** Other names, without those that differ from the name or from each other in capitals, accents or signs only. */
export function aliasesOf(name: string, given: readonly string[]): string[] {
  const seen = new Set([name, fold(name)]);
  return given.map(cleanName).filter((alias) => {
    const key = fold(alias) || alias;
    if (alias === "" || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function placeOf(object: StixObject, countries: Map<string, Entity>): Entity {
  const { entity, country } = placeEntities(object);
  if (country) countries.set(country.id, country);
  return entity;
}
