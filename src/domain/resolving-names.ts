import { entitySchema, ENTITY_TYPES, type Entity, type EntityType } from "../engine/knowledge/entity.ts";
import { foldName, foldedNamesOf } from "../engine/knowledge/names.ts";
import { say, type Message } from "../lib/messages.ts";
import { slugify } from "../lib/text.ts";
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
  if (foldName(text) === "") throw new Refused("naming.missing", field);
  const bearers = bearersOf(known, text, allowed);
  if (bearers.length > 1) throw new Refused("naming.several", `${field}_entity`, { name: text });
  return bearers[0]?.id ?? newEntity(known, field, text, typeOf(field, text, type, allowed), type);
}

function bearersOf({ entities, made }: Known, text: string, allowed: readonly string[]): Entity[] {
  const name = foldName(text);
  return [...entities, ...made].filter((each) => allowed.includes(each.type) && foldedNamesOf(each).includes(name));
}

const KIND_WORDS = /\b(?:gang|group|crew|hackers|operators|ransomware|malware)\b/g;
const bare = (name: string) => name.replace(KIND_WORDS, "").trim();

/** Those of the allowed types that share a name with a thing, but for the words that say what they are. */
function namesakesOf({ entities }: Known, thing: Entity, allowed: readonly string[]): Entity[] {
  const names = new Set(foldedNamesOf(thing).map(bare));
  return entities.filter((each) => allowed.includes(each.type) && foldedNamesOf(each).some((name) => names.has(bare(name))));
}

/** A gang and its malware often share a name: where only one of them fits, that is meant. */
function chosen(known: Known, field: string, id: string, allowed: readonly string[]): string {
  const { entities, incidents, made } = known;
  const thing = [...entities, ...made].find((each) => each.id === id);
  const type = incidents.has(id) ? "incident" : thing?.type;
  if (type === undefined) throw new Refused("naming.not-listed", `${field}_entity`);
  const [other, further] = thing && !allowed.includes(thing.type) ? namesakesOf(known, thing, allowed) : [];
  if (other && !further) return other.id;
  if (!allowed.includes(type)) throw new Refused("naming.wrong-kind", field, { kind: kindInWords(type), kinds: kindsInWords(allowed) });
  return id;
}

function typeOf(field: string, text: string, type: string, allowed: readonly string[]): EntityType {
  if (allowed.includes("incident") && type === "incident") throw new Refused("naming.incident-missing", `${field}_entity`);
  const wanted = CLASSES.has(type) ? "identity" : type;
  const fit = allowed.includes(wanted) ? wanted : allowed.length === 1 ? allowed[0]! : undefined;
  if (fit === undefined || fit === "incident") throw new Refused("naming.unknown", `${field}_type`, { name: text, kinds: kindsInWords(allowed) });
  return fit as EntityType;
}

function newEntity(known: Known, field: string, name: string, type: EntityType, kind: string): string {
  const id = unusedId(name, known.taken);
  const entity = entitySchema.safeParse({ id, type, name, ...classOf(type, name, kind) });
  if (!entity.success) throw new Refused("naming.too-long", field);
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

/** "intrusion-set" -> "a group of attackers"; `name`: "group of attackers" */
export function kindInWords(type: string, form: "one" | "name" = "one"): Message {
  return say(`things.${type}.${form}`);
}

function kindsInWords(types: readonly string[]): Message {
  const [last, ...others] = types.map((type) => kindInWords(type)).reverse();
  const [first, ...rest] = others.reverse();
  return first ? say("naming.or", { first: rest.reduce((before, next) => say("naming.comma", { first: before, next }), first), last: last! }) : last!;
}

/** Who can say something. */
export const SPEAKERS = ["identity", "intrusion-set", "threat-actor", "location"];

/** What a new thing can be. */
export const NEW_KINDS: readonly string[] = ENTITY_TYPES.filter((type) => !["incident", "campaign", "collection"].includes(type)).flatMap((type) => (type === "identity" ? [...CLASSES] : [type]));
