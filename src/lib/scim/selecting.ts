import { findAttribute, findSchema } from "./attributes.ts";
import type { Resource } from "./patching.ts";
import type { Kind } from "./schemas.ts";

/** What a request wants to see of each resource: these attributes, all but these, or everything. */
export interface Selection { only?: readonly Chosen[]; without?: readonly Chosen[] }
interface Chosen { urn: string; name: string; sub: string }

/** Reads lists of names with commas between them; what the schema does not have chooses nothing. `attributes` wins over `excludedAttributes`. */
export function readSelection(kind: Kind, { attributes, excludedAttributes }: { attributes?: string | undefined; excludedAttributes?: string | undefined }): Selection {
  if (attributes) return { only: chosenIn(kind, attributes) };
  return excludedAttributes ? { without: chosenIn(kind, excludedAttributes) } : {};
}

/** Whether an attribute of the core is to be shown, so that what is long need not be read for nothing. */
export function isWanted({ only, without }: Selection, name: string): boolean {
  return only ? only.some((one) => one.name === name) : !(without ?? []).some((one) => one.name === name && one.sub === "");
}

/** What is wanted of a resource. `id` and `schemas` always are (RFC 7643, section 7, returned: always). */
export function selected(resource: Readonly<Resource>, { only, without }: Selection): Resource {
  if (only) return picked(resource, only);
  const copy = structuredClone(resource) as Resource;
  for (const one of without ?? []) leaveOut(copy, one);
  return copy;
}

function picked(resource: Readonly<Resource>, only: readonly Chosen[]): Resource {
  const copy: Resource = { schemas: resource["schemas"], id: resource["id"] };
  for (const { urn, name, sub } of only) {
    const [from, to] = urn && name ? [resource[urn] as Resource | undefined, () => (copy[urn] ??= {}) as Resource] : [resource, () => copy];
    const value = from?.[name || urn];
    if (value !== undefined) to()[name || urn] = sub === "" ? value : mixed(to()[name], partOf(value, sub));
  }
  return copy;
}

function partOf(value: unknown, sub: string): unknown {
  if (Array.isArray(value)) return value.map((one: Resource) => partOf(one, sub));
  const part = (value as Resource)[sub];
  return part === undefined ? {} : { [sub]: part };
}

function mixed(there: unknown, more: unknown): unknown {
  if (Array.isArray(more)) return more.map((one: Resource, index) => ({ ...((there as Resource[] | undefined)?.[index]), ...one }));
  return { ...(there as Resource | undefined), ...(more as Resource) };
}

function leaveOut(copy: Resource, { urn, name, sub }: Chosen): void {
  if (name === "id" || name === "schemas") return;
  const place = urn && name ? (copy[urn] as Resource | undefined) : copy;
  if (!place) return;
  if (sub === "") delete place[name || urn];
  else for (const one of [place[name] ?? []].flat() as Resource[]) delete one[sub];
}

function chosenIn(kind: Kind, text: string): Chosen[] {
  return text.slice(0, 4_000).split(",").flatMap((part) => {
    const typed = part.trim();
    const schema = findSchema(kind, typed);
    if (schema) return [{ urn: schema, name: "", sub: "" }];
    const whole = findAttribute(kind, typed);
    if (whole) return [{ urn: whole.urn, name: whole.name, sub: "" }];
    const attribute = findAttribute(kind, typed.replace(/\.[\w$-]+$/, ""));
    const sub = attribute?.subs.get(typed.slice(typed.lastIndexOf(".") + 1).toLowerCase())?.name;
    return attribute && sub !== undefined ? [{ urn: attribute.urn, name: attribute.name, sub }] : [];
  });
}
