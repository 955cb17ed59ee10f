import { entitySchema, ENTITY_TYPES, type Entity, type EntityType } from "../engine/knowledge/entity.ts";
import { foldName, foldedNamesOf } from "../engine/knowledge/names.ts";
import { listing, slugify } from "../lib/text.ts";
import type { Named } from "./drafted-facts.ts";
import { Refused } from "./errors.ts";

/** What the names of a fact are sought among. `made` fills with what is new; `taken` holds every id that is in use. */
export interface Known { entities: readonly Entity[]; incidents: ReadonlySet<string>; taken: Set<string>; made: Entity[] }

/**
 * The id of what a reviewer named: what they chose, else the one thing of these types that bears the name, else a new thing, which `known.made` then holds.
 * @throws Refused beside the field where that is nothing, several things or a thing of the wrong kind
 */
export function resolve(known: Known, field: string, { text, entity, type }: Named, allowed: readonly string[]): string {
  if (entity !== "") return chosen(known, field, entity, allowed);
  const name = foldName(text);
  if (name === "") throw new Refused("Say what is meant.", field);
  const bearers = [...known.entities, ...known.made].filter((each) => allowed.includes(each.type) && foldedNamesOf(each).includes(name));
  if (bearers.length > 1) throw new Refused(`Several things are called “${text}”. Choose the one that is meant.`, `${field}_entity`);
  return bearers[0]?.id ?? newEntity(known, field, text, typeOf(field, text, type, allowed), type);
}

function chosen({ entities, incidents, made }: Known, field: string, id: string, allowed: readonly string[]): string {
  const type = incidents.has(id) ? "incident" : [...entities, ...made].find((each) => each.id === id)?.type;
  if (type === undefined) throw new Refused("Choose from the list.", `${field}_entity`);
  if (!allowed.includes(type)) throw new Refused(`This is ${kindInWords(type)}; here stands ${kindsInWords(allowed)}. Choose another thing or another relation.`, field);
  return id;
}

function typeOf(field: string, text: string, type: string, allowed: readonly string[]): EntityType {
  if (allowed.includes("incident") && type === "incident") throw new Refused("Choose the incident that is meant.", `${field}_entity`);
  const wanted = CLASSES.has(type) ? "identity" : type;
  const fit = allowed.includes(wanted) ? wanted : allowed.length === 1 ? allowed[0]! : undefined;
  if (fit === undefined || fit === "incident") throw new Refused(`“${text}” is not known yet. Say what it is: ${kindsInWords(allowed)}.`, `${field}_type`);
  return fit as EntityType;
}

function newEntity(known: Known, field: string, name: string, type: EntityType, kind: string): string {
  const id = unusedId(name, known.taken);
  const entity = entitySchema.safeParse({ id, type, name, ...classOf(type, name, kind) });
  if (!entity.success) throw new Refused("Use a name of at most 200 characters.", field);
  known.taken.add(id);
  known.made.push(entity.data);
  return id;
}

/** What an identity can be. */
const CLASSES: ReadonlySet<string> = new Set(["person", "organisation", "group"]);

/** Only things of one class stand beside each other in a question: "hospitals" never beside "the NHS". */
function classOf(type: EntityType, name: string, kind: string): Pick<Entity, "class"> {
  if (type !== "identity") return {};
  return CLASSES.has(kind) ? { class: kind as Entity["class"] } : { class: /\p{Lu}/u.test(name) ? "organisation" : "group" };
}

/** A slug of the words, with a number where another thing has it. */
export function unusedId(words: string, taken: ReadonlySet<string>): string {
  const slug = slugify(words);
  for (let number = 1; ; number++) {
    const id = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(id)) return id;
  }
}

const KINDS: Partial<Record<string, string>> = {
  "intrusion-set": "a group of attackers", "threat-actor": "an attacker", "attack-pattern": "a technique", identity: "a person or organisation", person: "a person", organisation: "an organisation", group: "a group of people",
  location: "a place", infrastructure: "a system", event: "an event", incident: "an incident", malware: "malware",
  "course-of-action": "a measure", role: "a post", objective: "an aim", impact: "an effect", "data-class": "a kind of data", category: "a kind of thing",
  date: "a date", money: "a sum of money", number: "a number",
};

/** "intrusion-set" -> "a group of attackers" */
export function kindInWords(type: string): string {
  return KINDS[type] ?? `a ${type.replaceAll("-", " ")}`;
}

function kindsInWords(types: readonly string[]): string {
  return listing(types.map(kindInWords)).replace(/ and (?=[^,]*$)/, " or ");
}

/** Who can say something. */
export const SPEAKERS = ["identity", "intrusion-set", "threat-actor", "location"];

/** What a new thing can be. */
export const NEW_KINDS: readonly string[] = ENTITY_TYPES.filter((type) => !["incident", "campaign", "collection"].includes(type)).flatMap((type) => (type === "identity" ? [...CLASSES] : [type]));
