import type { Attribute } from "./attributes.ts";
import { badValue } from "./errors.ts";
import type { Target } from "./paths.ts";

/** A value as the schema means it: names of parts as they are spelled, "True" for a flag as true, one value of a list as a list, parts that are null or unknown left out. */
export function tidied({ attribute, sub, filter }: Target, value: unknown): unknown {
  if (sub !== undefined) return plain(value, isFlagIn(attribute, sub), `${attribute.name}.${sub}`);
  if (attribute.isList && filter) return element(attribute, value);
  if (attribute.isList) return (Array.isArray(value) ? value : [value]).filter((one) => one !== null).map((one) => element(attribute, one));
  return plain(value, attribute.isFlag, attribute.name);
}

/** A value of a list without its parts named is its main part. */
function element(attribute: Attribute, value: unknown): Record<string, unknown> {
  if (typeof value === "string") return { value };
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badValue("value-odd", { name: attribute.name });
  const parts = Object.entries(value).map(([name, part]) => [attribute.subs.get(name.toLowerCase())?.name, part] as const);
  return Object.fromEntries(parts.flatMap(([name, part]) => (name === undefined || part === null ? [] : [[name, plain(part, isFlagIn(attribute, name), `${attribute.name}.${name}`)]])));
}

function isFlagIn({ subs }: Attribute, name: string): boolean {
  return subs.get(name.toLowerCase())?.isFlag === true;
}

/** Numbers and flags are taken for the texts that they are meant to be, as some directories send them. */
function plain(value: unknown, isFlag: boolean, name: string): string | boolean {
  if (isFlag) {
    const said = String(typeof value === "string" || typeof value === "boolean" ? value : "").toLowerCase();
    if (said !== "true" && said !== "false") throw badValue("flag-odd", { name });
    return said === "true";
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") throw badValue("value-odd", { name });
  return String(value);
}
