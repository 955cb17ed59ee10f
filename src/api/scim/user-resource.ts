import { createHash } from "node:crypto";
import { DEBRIEF, ENTERPRISE, USER } from "../../lib/scim/schemas.ts";
import type { Resource } from "../../lib/scim/patching.ts";
import { listFilledGroupsOf } from "../../storage/directory-groups.ts";
import { listKept } from "../../storage/directory-people.ts";
import type { Directory } from "../../storage/directory-tables.ts";
import { listPeopleById } from "../../storage/people.ts";
import type { Db, Person } from "../../storage/tables.ts";
import type { Provisioned } from "../../domain/provisioning-people.ts";

/** What may be written of somebody: what the directory said, or what is known here where it has said nothing yet. */
export function writableOf({ person, kept }: Provisioned): Resource {
  if (kept) return JSON.parse(kept.resource) as Resource;
  const { email, name, job_title, department, external_id, site, start_date } = person;
  const enterprise = { ...(external_id !== null && { employeeNumber: external_id }), ...(department && { department }) };
  const own = { ...(site && { site }), ...(start_date !== null && { startDate: start_date }) };
  return {
    userName: email, displayName: name, name: { formatted: name }, emails: [{ value: email, type: "work", primary: true }], ...(job_title && { title: job_title }),
    ...(Object.keys(enterprise).length > 0 && { [ENTERPRISE]: enterprise }), ...(Object.keys(own).length > 0 && { [DEBRIEF]: own }),
  };
}

/** The tag of what may be written of somebody, whatever else changes (RFC 7644, 3.14). */
export function versionOf(now: Provisioned): string {
  const { person, kept } = now;
  const said = JSON.stringify([writableOf(now), person.deactivated_at === null, person.name, person.email, kept?.user_name ?? null]);
  return `W/"${createHash("sha256").update(said).digest("base64url").slice(0, 22)}"`;
}

/** People as the directory's programs see them. `base` is the address of the interface. */
export async function showUsers(db: Db, directory: Directory, people: readonly Person[], base: string): Promise<Resource[]> {
  const kept = await listKept(db, people.map(({ id }) => id));
  const groups = await listFilledGroupsOf(db, directory, people);
  const managers = new Map((await listPeopleById(db, people.flatMap(({ line_manager_id }) => line_manager_id ?? []))).map((manager) => [manager.id, manager]));
  return people.map((person) => {
    const now = { person, kept: kept.get(person.id) };
    const its = groups.filter(({ person_id }) => person_id === person.id).map(({ public_id, name }) => ({ value: public_id, $ref: `${base}/Groups/${public_id}`, display: name, type: "direct" }));
    return userOf(now, its, managers.get(person.line_manager_id ?? 0), base);
  });
}

function userOf(now: Provisioned, groups: Resource[], manager: Person | undefined, base: string): Resource {
  const { person, kept } = now;
  const { [ENTERPRISE]: enterprise, [DEBRIEF]: own, ...core } = writableOf(now);
  const work = { ...(enterprise as Resource | undefined), ...(manager && { manager: { value: manager.public_id, $ref: `${base}/Users/${manager.public_id}`, displayName: manager.name } }) };
  const extensions = { ...(Object.keys(work).length > 0 && { [ENTERPRISE]: work }), ...(own !== undefined && { [DEBRIEF]: own }) };
  return {
    schemas: [USER, ...Object.keys(extensions)], id: person.public_id, ...core, displayName: person.name, active: person.deactivated_at === null, ...(groups.length > 0 && { groups }), ...extensions,
    meta: { resourceType: "User", created: kept?.created_at ?? person.created_at, lastModified: kept?.updated_at ?? person.created_at, location: `${base}/Users/${person.public_id}`, version: versionOf(now) },
  };
}
