import type { Attribute } from "./attributes.ts";
import { ScimError } from "./errors.ts";
import { askedFor, isAsSaid } from "./matching.ts";
import type { Operation } from "./normalising.ts";

export type Resource = Record<string, unknown>;

/** The resource after these changes, one after the other (RFC 7644, 3.5.2); the one given stays as it is. What is empty in the end is not there. @throws ScimError noTarget */
export function patched(resource: Readonly<Resource>, operations: readonly Operation[]): Resource {
  const copy = structuredClone(resource) as Resource;
  for (const operation of operations) {
    const { urn, name } = operation.target.attribute;
    const place = urn ? ((copy[urn] ??= {}) as Resource) : copy;
    change(place, operation);
    if (isEmpty(place[name])) delete place[name];
    if (urn && isEmpty(place)) delete copy[urn];
  }
  return copy;
}

function change(place: Resource, { op, target, value }: Operation): void {
  const { attribute, sub, filter } = target;
  if (attribute.isList) {
    const before = (place[attribute.name] ?? []) as Resource[];
    const after = filter || sub !== undefined ? inValues(before, { op, target, value }) : asList(before, op, value as Resource[] | undefined);
    place[attribute.name] = onePrimary(before, after.filter((one) => !isEmpty(one)));
  } else if (sub !== undefined) {
    part((place[attribute.name] ??= {}) as Resource, op, sub, value);
  } else part(place, op, attribute.name, value);
}

function part(place: Resource, op: Operation["op"], name: string, value: unknown): void {
  if (op === "remove" || isEmpty(value)) delete place[name];
  else place[name] = value;
}

function asList(before: readonly Resource[], op: Operation["op"], values: readonly Resource[] | undefined): Resource[] {
  if (op === "replace") return [...values!];
  if (op === "remove") return values === undefined ? [] : before.filter((one) => !values.some((gone) => gone["value"] === one["value"]));
  return [...before.filter((one) => !values!.some((come) => come["value"] === one["value"])), ...values!];
}

/** Values that are there are changed; where a filter names none, one is made that it would name. */
function inValues(before: readonly Resource[], { op, target: { attribute, sub, filter }, value }: Operation): Resource[] {
  const isMeant = (one: Resource) => !filter || isAsSaid(one, filter);
  if (op === "remove") return sub === undefined ? before.filter((one) => !isMeant(one)) : before.map((one) => (isMeant(one) ? without(one, sub) : one));
  const changed = (one: Resource): Resource => (sub === undefined ? { ...one, ...(value as Resource) } : { ...one, [sub]: value });
  if (before.some(isMeant)) return before.map((one) => (isMeant(one) ? changed(one) : one));
  const wanted = filter ? askedFor(filter) : {};
  if (!wanted) throw new ScimError(400, "noTarget", "scim-errors.no-target");
  return [...before, changed(inOurSpelling(attribute, wanted))];
}

function without(one: Resource, name: string): Resource {
  const { [name]: _gone, ...rest } = one;
  return rest;
}

function inOurSpelling({ subs }: Attribute, values: Resource): Resource {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (subs.has(name.toLowerCase()) && value !== null ? [[subs.get(name.toLowerCase())!.name, value]] : [])));
}

/** At most one value is the primary one: the newest that says so. */
function onePrimary(before: readonly Resource[], after: readonly Resource[]): Resource[] {
  const primary = after.filter((one) => one["primary"] === true);
  const kept = primary.findLast((one) => !before.includes(one)) ?? primary.at(-1);
  return after.map((one) => (one["primary"] === true && one !== kept ? { ...one, primary: false } : one));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
