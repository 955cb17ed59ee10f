import { parseEdtf } from "../../../lib/edtf.ts";
import { cleanName } from "./clean-text.ts";
import { kindOf, quoted, type Complaints } from "./complaints.ts";
import { DESCRIBING_TYPES, isEntityType, type StixObject } from "./stix-objects.ts";

const ID = /^([a-z][a-z0-9-]{1,249})--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?Z$/;
const RELATIONSHIP_TYPE = /^[a-z0-9-]{1,100}$/;
export const LONGEST_NAME = 200;

type Rule = (value: unknown) => string | undefined;
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

const optional = (rule: Rule): Rule => (value) => (value === undefined ? undefined : rule(value));
const isText: Rule = (value) => (typeof value === "string" ? undefined : `must be a text, not ${kindOf(value)}`);
const isFlag: Rule = (value) => (typeof value === "boolean" ? undefined : `must be true or false, not ${kindOf(value)}`);
const isName: Rule = (value) => {
  if (value === undefined || value === "") return "is missing";
  if (typeof value !== "string") return isText(value);
  if (value.length > 5 * LONGEST_NAME) return `is longer than ${LONGEST_NAME} characters`;
  const name = cleanName(value);
  if (name === "") return "has no characters that can be shown";
  return name.length > LONGEST_NAME ? `is longer than ${LONGEST_NAME} characters` : undefined;
};
const isTime: Rule = (value) => (typeof value === "string" && TIMESTAMP.test(value) && isDay(value) ? undefined
  : `must be a timestamp such as 2019-10-21T00:00:00Z, not ${quoted(value)}`);
const isListOf = (rule: Rule): Rule => (value) => {
  if (!Array.isArray(value)) return `must be a list, not ${kindOf(value)}`;
  for (const each of value) { const reason = rule(each); if (reason !== undefined) return `has an entry that ${reason}`; }
  return undefined;
};
const hasField = (field: string, rule: Rule): Rule => (value) => {
  if (kindOf(value) !== "an object") return `must be an object, not ${kindOf(value)}`;
  const reason = rule((value as Record<string, unknown>)[field]);
  return reason === undefined ? undefined : `says ${field}, which ${reason}`;
};
const isKnownBy: Rule = (value) => (typeof value === "string" && value.trim() === "" ? undefined : isName(value));
const isRelationshipType: Rule = (value) => (typeof value === "string" && RELATIONSHIP_TYPE.test(value) ? undefined : `must be small letters, digits and hyphens, not ${quoted(value)}`);
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

function isDay(timestamp: string): boolean {
  return Number(timestamp.slice(8, 10)) <= 28 || parseEdtf(timestamp.slice(0, 10)) !== undefined;
}
