import { kindOf, quoted, type Complaints } from "./complaints.ts";
import { hasField, isFlag, isKnownBy, isListOf, isName, isText, isTime, optional, type Rule } from "./rules.ts";
import { DESCRIBING_TYPES, isEntityType, type StixObject } from "./stix-objects.ts";

const ID = /^([a-z][a-z0-9-]{1,249})--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const RELATIONSHIP_TYPE = /^[\w-]{1,100}$/;

type Fields = readonly (readonly [string, Rule])[];

/** Whether this is a STIX object that can be used; what is wrong goes to the complaints, with its place and id. Types that are not read only need an id. */
export function checkObject(value: unknown, index: number, { add }: Complaints): value is StixObject {
  if (kindOf(value) !== "an object") return refuse(`objects[${index}] is ${kindOf(value)}, but must be an object`);
  const object = value as Record<string, unknown>;
  const { type, id } = object;
  if (typeof type !== "string" || type === "") return refuse(`objects[${index}] has no type`);
  if (typeof id !== "string" || id === "") return refuse(`objects[${index}] (${quoted(type)}) has no id`);
  if (ID.exec(id)?.[1] !== type) return refuse(`objects[${index}]: the id ${quoted(id)} does not fit its type: it must be ${quoted(type)} with -- and a UUID in small letters`);
  const fields = fieldsOf(type);
  if (!fields) return true;
  let isRight = true;
  for (const [field, rule] of fields) {
    const reason = field === "name" && isOptionalName(object) ? undefined : rule(object[field]);
    if (reason !== undefined) isRight = refuse(`objects[${index}] (${id}): ${field} ${reason}`);
  }
  return isRight;

  function refuse(reason: string): false { add(reason); return false; }
}

const isRelationshipType: Rule = (value) => (typeof value === "string" && RELATIONSHIP_TYPE.test(value) ? undefined : `must be a word, not ${quoted(value)}`);
const isReference: Rule = (value) => (typeof value === "string" && ID.test(value) ? undefined : `must be the id of an object, not ${quoted(value)}`);

const COMMON: Fields = [
  ["created", optional(isTime)], ["modified", optional(isTime)], ["revoked", optional(isFlag)], ["x_mitre_deprecated", optional(isFlag)], ["created_by_ref", optional(isReference)],
  ["description", optional(isText)], ["external_references", optional(isListOf(hasField("url", optional(isText))))],
];
const ENTITY: Fields = [
  ...COMMON, ["name", isName], ["aliases", optional(isListOf(isKnownBy))], ["x_mitre_aliases", optional(isListOf(isKnownBy))], ["first_seen", optional(isTime)],
  ["kill_chain_phases", optional(isListOf(hasField("phase_name", isName)))], ["x_mitre_platforms", optional(isListOf(isName))],
  ["identity_class", optional(isText)], ["sectors", optional(isListOf(isName))], ["country", optional(isName)], ["region", optional(isName)], ["city", optional(isName)],
];
const DESCRIBING: Fields = [...COMMON, ["name", isName], ["x_mitre_version", optional(isText)], ["published", optional(isTime)]];
const RELATIONSHIP: Fields = [...COMMON, ["relationship_type", isRelationshipType], ["source_ref", isReference], ["target_ref", isReference]];

function fieldsOf(type: string): Fields | undefined {
  if (type === "relationship") return RELATIONSHIP;
  if (DESCRIBING_TYPES.includes(type)) return DESCRIBING;
  return isEntityType(type) ? ENTITY : undefined;
}

/** A place may go by its country or region alone, a grouping needs no name. */
function isOptionalName({ type, name, country, region, city }: Record<string, unknown>): boolean {
  return name === undefined && (type === "grouping" || (type === "location" && [country, region, city].some((place) => place !== undefined)));
}
