import { groupName, type GroupChange } from "../../domain/provisioning-groups.ts";
import { badValue, ScimError } from "../../lib/scim/errors.ts";
import type { Filter } from "../../lib/scim/filter.ts";
import type { Operation } from "../../lib/scim/normalising.ts";
import type { Resource } from "../../lib/scim/patching.ts";

interface Members { only: Set<string> | undefined; add: Set<string>; remove: Set<string> }

/** What changes come to, so that a group of ten thousand need not be read to take one person out of it. @throws ScimError */
export function groupChange(operations: readonly Operation[]): GroupChange {
  const change: { name?: string; external_id?: string | null } = {};
  const members: Members = { only: undefined, add: new Set(), remove: new Set() };
  for (const operation of operations) {
    const { op, target: { attribute }, value } = operation;
    if (attribute.name === "displayName") change.name = groupName(op === "remove" ? "" : value);
    if (attribute.name === "externalId") change.external_id = op === "remove" || value === "" ? null : (value as string);
    if (attribute.name === "members") changeMembers(members, operation);
  }
  return { ...change, ...(members.only && { only: [...members.only] }), add: [...members.add], remove: [...members.remove] };
}

function changeMembers(members: Members, { op, target: { filter, sub }, value }: Operation): void {
  if (filter && (op !== "remove" || sub !== undefined)) throw new ScimError(400, "invalidPath", "scim-errors.member-path");
  if (op === "add") return idsOf(value).forEach((id) => { members.add.add(id); members.remove.delete(id); });
  if (op === "replace") return void Object.assign(members, { only: new Set(idsOf(value)), add: new Set(), remove: new Set() });
  if (!filter && value === undefined) return void Object.assign(members, { only: new Set(), add: new Set(), remove: new Set() });
  for (const id of filter ? namedIn(filter) : idsOf(value)) {
    members.add.delete(id);
    members.only?.delete(id);
    members.remove.add(id);
  }
}

function idsOf(value: unknown): string[] {
  return (value as Resource[]).map(({ value: id, type }) => {
    if (typeof type === "string" && type.toLowerCase() === "group") throw badValue("no-nested");
    if (typeof id !== "string" || id === "") throw badValue("member-odd");
    return id;
  });
}

/** members[value eq "a" or value eq "b"] */
function namedIn(filter: Filter): string[] {
  if (filter.is === "or") return filter.parts.flatMap(namedIn);
  if (filter.is === "eq" && filter.path.toLowerCase() === "value" && typeof filter.value === "string") return [filter.value];
  throw new ScimError(400, "invalidPath", "scim-errors.member-path");
}
