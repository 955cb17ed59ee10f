import { ScimError } from "../lib/scim/errors.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { isDuplicate } from "../storage/database.ts";
import type { Directory } from "../storage/directory-tables.ts";
import { deleteSessionsOfAll, stopRemindersOf, updatePeople } from "../storage/people-batches.ts";
import { countActiveAdmins, listRolesOf, updatePerson } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { concernedBy } from "./employment.ts";
import { refreshGroups } from "./refreshing-groups.ts";
import { queueEvent } from "./webhook-events.ts";

/** A program of a directory, by the public id of the token with which it came. */
export interface Client { directory: Directory; token: string }

/** Writes what is otherwise now, and notes it; names and addresses are left out, because the log is kept when a person is erased. */
export async function changeColumns(tx: Db, client: Client, person: Person, columns: Partial<Person>, at: Date): Promise<Person> {
  const names = (Object.keys(columns) as (keyof Person)[]).filter((name) => columns[name] !== person[name]);
  if (names.length === 0) return person;
  await updatePerson(tx, person.id, Object.fromEntries(names.map((name) => [name, columns[name]]))).catch(isTaken);
  const told = names.filter((name) => name !== "name" && name !== "email");
  const part = (from: Partial<Person>) => Object.fromEntries(told.map((name) => [name, from[name]]));
  await noted(tx, client, "person.changed", person, { from: part(person), to: part(columns) }, at);
  return { ...person, ...columns };
}

/** Whoever leaves is out at once. */
export async function letGo(tx: Db, client: Client, person: Person, at: Date): Promise<void> {
  await updatePeople(tx, [person.id], { deactivated_at: at.toISOString() });
  if ((await listRolesOf(tx, person.id)).includes("admin") && (await countActiveAdmins(tx)) === 0) throw new ScimError(400, "mutability", "people.last-admin");
  await deleteSessionsOfAll(tx, [person.id]);
  await stopRemindersOf(tx, [person.id]);
  await refreshGroups(tx, await concernedBy(tx, person), at);
  await noted(tx, client, "person.deactivated", person, {}, at);
  await queueEvent(tx, "person.deactivated", { personId: person.id, data: {} }, at);
}

export async function takeBack(tx: Db, client: Client, person: Person, at: Date): Promise<void> {
  await updatePeople(tx, [person.id], { deactivated_at: null });
  await refreshGroups(tx, await concernedBy(tx, person), at);
  await noted(tx, client, "person.reactivated", person, {}, at);
}

/** Nobody did it: a program of the directory, with a token, did. */
export async function noted(tx: Db, { directory, token }: Client, deed: string, { public_id }: { public_id: string }, detail: Record<string, unknown>, at: Date): Promise<void> {
  await insertAuditEvent(tx, null, deed, public_id, { ...detail, directory: directory.name, token }, at);
}

/** Turns a broken rule of the database into words. */
export function isTaken(error: unknown): never {
  if (!isDuplicate(error)) throw error;
  const { message } = error as Error;
  throw taken(/user_name/.test(message) ? "user-name-taken" : /directory_people/.test(message) ? "external-id-taken" : /external_id/.test(message) ? "number-taken" : "email-taken");
}

export function taken(key: string): ScimError {
  return new ScimError(409, "uniqueness", `scim-errors.${key}`);
}
