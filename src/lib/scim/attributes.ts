import SCIMMY from "scimmy";
import { SCHEMAS, type Kind } from "./schemas.ts";

/** An attribute as the schema has it. `urn` is that of its extension, empty for the core; `subs` are empty where it is not complex. */
export interface Attribute { urn: string; name: string; isList: boolean; isFlag: boolean; isReadOnly: boolean; subs: ReadonlyMap<string, { name: string; isFlag: boolean }> }

type Definition = (typeof SCHEMAS)[Kind];
const known = new Map<Kind, Map<string, Attribute>>();

/** Finds an attribute whatever its case, with the URN of its schema in front or without; one of an extension by its bare name too, where the core has none so called. */
export function findAttribute(kind: Kind, typed: string): Attribute | undefined {
  return attributesOf(kind).get(typed.toLowerCase());
}

/** Whether this names the core schema or one of its extensions; then its URN as it is spelled. */
export function findSchema(kind: Kind, typed: string): string | undefined {
  return [SCHEMAS[kind], ...extensionsOf(SCHEMAS[kind])].map(({ id }) => id).find((id) => id.toLowerCase() === typed.toLowerCase());
}

function attributesOf(kind: Kind): Map<string, Attribute> {
  const map = known.get(kind) ?? new Map<string, Attribute>();
  if (map.size > 0) return map;
  const core = SCHEMAS[kind];
  for (const schema of [core, ...extensionsOf(core)]) {
    for (const attribute of schema.attributes) if (attribute instanceof SCIMMY.Types.Attribute) put(map, attributeOf(attribute, schema === core ? "" : schema.id), schema.id);
  }
  known.set(kind, map);
  return map;
}

function put(map: Map<string, Attribute>, attribute: Attribute, urn: string): void {
  const name = attribute.name.toLowerCase();
  map.set(`${urn.toLowerCase()}:${name}`, attribute);
  if (!map.has(name)) map.set(name, attribute);
}

function extensionsOf(definition: Definition): Definition[] {
  return definition.attributes.filter((one) => one instanceof SCIMMY.Types.SchemaDefinition) as Definition[];
}

function attributeOf({ name, type, config, subAttributes }: InstanceType<typeof SCIMMY.Types.Attribute>, urn: string): Attribute {
  const subs = (subAttributes ?? []).map((sub) => [sub.name.toLowerCase(), { name: sub.name, isFlag: sub.type === "boolean" }] as const);
  return { urn, name, isList: config.multiValued === true, isFlag: type === "boolean", isReadOnly: config.mutable === false || name === "schemas", subs: new Map(subs) };
}
