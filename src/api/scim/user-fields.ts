import SCIMMY from "scimmy";
import { badValue, ScimError } from "../../lib/scim/errors.ts";
import type { Resource } from "../../lib/scim/patching.ts";
import { DEBRIEF, ENTERPRISE } from "../../lib/scim/schemas.ts";
import type { Directory } from "../../storage/directory-tables.ts";
import type { SaidFields } from "../../domain/provisioned-fields.ts";
import type { Provisioned, SaidPerson } from "../../domain/provisioning-people.ts";
import { writableOf } from "./user-resource.ts";

/**
 * What a resource says of somebody, in the words of the people's list. `before`: how they were, so that what the directory said and says no more is emptied, and what it never said stays.
 * @throws ScimError where it is not what the schema allows
 */
export function saidPerson(resource: Readonly<Resource>, directory: Directory, before: Provisioned | undefined): SaidPerson {
  const { active, ...kept } = checked(resource);
  const userName = textAt(kept, "userName").trim();
  if (userName === "" || userName.length > 254 || /[\p{Cc}\p{Cf}]/u.test(userName)) throw badValue("user-name");
  const email = emailOf(kept, userName);
  const { emails: _all, ...rest } = kept;
  const said = { ...rest, ...(email.stands && { emails: [email.stands] }) };
  const earlier = before ? writableOf(before) : {};
  return {
    user_name: userName, external_id: textAt(kept, "externalId") || null, given_name: textAt(kept, "name", "givenName") || null, family_name: textAt(kept, "name", "familyName") || null,
    email_type: email.type, resource: JSON.stringify(said), isActive: active === undefined ? before === undefined || before.person.deactivated_at === null : active === true,
    fields: { name: nameOf(kept, userName), email: email.value, ...fieldsOf(kept, earlier, directory) },
  };
}

/** @throws ScimError with the words of the schema */
function checked(resource: Readonly<Resource>): Resource {
  try {
    const read = new SCIMMY.Schemas.User(structuredClone(resource) as never, "in");
    const { schemas: _schemas, id: _id, meta: _meta, groups: _groups, ...rest } = JSON.parse(JSON.stringify(read)) as Resource;
    return rest;
  } catch (cause) {
    throw Object.assign(new ScimError(400, "invalidValue", "scim-errors.not-by-schema", { words: (cause as Error).message.slice(0, 300) }), { cause });
  }
}

interface Email { value?: string; type?: string; primary?: boolean }

/** One email is kept: the primary one, else that for work, else the first; without any, a user name that is one. */
function emailOf(resource: Resource, userName: string): { value: string; type: string; stands: Email | undefined } {
  const emails = ((resource["emails"] ?? []) as Email[]).filter(({ value }) => value);
  const chosen = emails.find(({ primary }) => primary) ?? emails.find(({ type }) => type?.toLowerCase() === "work") ?? emails[0];
  const type = chosen?.type ?? "work";
  return { value: chosen?.value ?? (userName.includes("@") ? userName : ""), type, stands: chosen && { value: chosen.value!, type, primary: true } };
}

function nameOf(resource: Resource, userName: string): string {
  const parts = [textAt(resource, "name", "givenName"), textAt(resource, "name", "familyName")].filter(Boolean);
  return textAt(resource, "displayName") || (parts.length > 1 ? parts.join(" ") : textAt(resource, "name", "formatted") || parts[0] || userName);
}

type Path = readonly [string, string?];

function fieldsOf(resource: Resource, earlier: Resource, { team_from, site_from }: Directory): Partial<SaidFields> {
  const team: Path | undefined = team_from === "" || team_from === "groups" ? undefined : team_from === "team" ? [DEBRIEF, "team"] : [ENTERPRISE, team_from];
  const site: Path = site_from === "site" ? [DEBRIEF, "site"] : site_from === "locality" ? ["addresses"] : [ENTERPRISE, site_from];
  const paths: Record<string, Path | undefined> = {
    external_id: [ENTERPRISE, "employeeNumber"], department: [ENTERPRISE, "department"], job_title: ["title"], start_date: [DEBRIEF, "startDate"], line_manager: [ENTERPRISE, "manager"], site, team,
  };
  const said = Object.entries(paths).flatMap(([field, path]) => (path && (isAt(resource, path) || isAt(earlier, path)) ? [[field, valueAt(resource, path)]] : []));
  return Object.fromEntries(said) as Partial<SaidFields>;
}

function isAt(resource: Resource, path: Path): boolean {
  return valueAt(resource, path) !== "";
}

function valueAt(resource: Resource, path: Path): string {
  if (path[0] === "addresses") return localityIn((resource["addresses"] ?? []) as { locality?: string; type?: string; primary?: boolean }[]);
  const value = path[1] === undefined ? resource[path[0]] : (resource[path[0]] as Resource | undefined)?.[path[1]];
  return typeof value === "string" ? value : typeof value === "object" && value !== null ? textAt(value as Resource, "value") : "";
}

function localityIn(addresses: readonly { locality?: string; type?: string; primary?: boolean }[]): string {
  return (addresses.find(({ type }) => type?.toLowerCase() === "work") ?? addresses.find(({ primary }) => primary) ?? addresses[0])?.locality ?? "";
}

function textAt(resource: Resource, name: string, sub?: string): string {
  const value = sub === undefined ? resource[name] : (resource[name] as Resource | undefined)?.[sub];
  return typeof value === "string" ? value : "";
}
