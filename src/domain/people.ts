import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { isDuplicate } from "../storage/database.ts";
import { countActiveAdmins, findPersonByPublicId, insertPerson, listAdminsLocked, listRolesOf, updatePerson, updateRoles } from "../storage/people.ts";
import { deleteSessionsOf } from "../storage/sessions.ts";
import type { Db, Person, Role } from "../storage/tables.ts";
import { findTeamByPublicId } from "../storage/teams.ts";
import { concernedBy, employmentOf, type EmploymentDetails } from "./employment.ts";
import { NotFound, Refused } from "./errors.ts";
import { hashPassword } from "./passwords.ts";
import { refreshGroups } from "./refreshing-groups.ts";
import { stopReminders } from "./reminding.ts";
import { forgetTries } from "./signing-in.ts";
import { queueEvent } from "./webhook-events.ts";

interface Actor { id: number }
/** `team` is the public id of one, or empty; `email` is in lower case. */
export interface PersonDetails extends EmploymentDetails { name: string; email: string; team: string; roles: Role[] }

/** Without a password they come in by another way, or once somebody sets one. */
export async function addPerson(db: Db, actor: Actor, { password, ...details }: PersonDetails & { password?: string }, at: Date): Promise<Person> {
  const password_hash = password === undefined ? null : await hashPassword(password);
  return db.transaction(async (tx) => {
    const { name, email } = details;
    const team_id = await teamIdOf(tx, details);
    const employment = await employmentOf(tx, undefined, details);
    const person = await insertPerson(tx, { public_id: newPublicId(), name, email, password_hash, team_id, created_at: at.toISOString(), deactivated_at: null, ...employment }).catch(emailTaken);
    await updateRoles(tx, person.id, details.roles);
    await refreshGroups(tx, await concernedBy(tx, person), at);
    await insertAuditEvent(tx, actor.id, "person.added", person.public_id, { roles: details.roles, team_id }, at);
    return person;
  });
}

export async function changePerson(db: Db, actor: Actor, publicId: string, details: PersonDetails, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findWithAdminsLocked(tx, publicId);
    if (!details.roles.includes("admin")) await mayStopBeingAdmin(tx, actor, person, "roles");
    const { name, email, roles } = details;
    const team_id = await teamIdOf(tx, details);
    const changes = { name, email, team_id, ...await employmentOf(tx, person, details) };
    await updatePerson(tx, person.id, changes).catch(emailTaken);
    const before = await listRolesOf(tx, person.id);
    await updateRoles(tx, person.id, roles);
    await refreshGroups(tx, await concernedBy(tx, person), at);
    await insertAuditEvent(tx, actor.id, "person.changed", publicId, { from: { ...whatChanged(person, changes), team_id: person.team_id, roles: before }, to: { ...whatChanged(changes, person), team_id, roles } }, at);
    return { ...person, ...changes };
  });
}

/** An admin says the new password to its owner; whoever was signed in with the old one is out. */
export async function setPassword(db: Db, actor: Actor, publicId: string, password: string, at: Date): Promise<Person> {
  const password_hash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const person = await findHere(tx, publicId);
    await updatePerson(tx, person.id, { password_hash });
    await deleteSessionsOf(tx, person.id);
    await forgetTries(tx, person.email);
    await insertAuditEvent(tx, actor.id, "person.password-set", publicId, {}, at);
    return { ...person, password_hash };
  });
}

export async function deactivatePerson(db: Db, actor: Actor, publicId: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findWithAdminsLocked(tx, publicId);
    if (person.id === actor.id) throw new Refused("people.not-yourself");
    if (person.deactivated_at !== null) return person;
    await mayStopBeingAdmin(tx, actor, person, "form");
    await updatePerson(tx, person.id, { deactivated_at: at.toISOString() });
    await deleteSessionsOf(tx, person.id);
    await stopReminders(tx, person);
    await refreshGroups(tx, await concernedBy(tx, person), at);
    await insertAuditEvent(tx, actor.id, "person.deactivated", publicId, {}, at);
    await queueEvent(tx, "person.deactivated", { personId: person.id, data: {} }, at);
    return person;
  });
}

export async function reactivatePerson(db: Db, actor: Actor, publicId: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findHere(tx, publicId);
    if (person.deactivated_at === null) return person;
    await updatePerson(tx, person.id, { deactivated_at: null });
    await refreshGroups(tx, await concernedBy(tx, person), at);
    await insertAuditEvent(tx, actor.id, "person.reactivated", publicId, {}, at);
    return person;
  });
}

/** The fields of the first that the second has otherwise; names and addresses are left out, because the log is kept when a person is erased. */
function whatChanged(one: Partial<Person>, other: Partial<Person>): Partial<Person> {
  const compared = ["department", "site", "job_title", "start_date", "line_manager_id", "external_id"] as const;
  return Object.fromEntries(compared.filter((field) => one[field] !== undefined && other[field] !== undefined && one[field] !== other[field]).map((field) => [field, one[field]]));
}

/** Turns a broken rule of the database into words beside the field. */
export function emailTaken(error: unknown): never {
  if (isDuplicate(error)) throw /external_id/.test((error as Error).message) ? new Refused("people.number-taken", "external_id") : new Refused("people.email-taken", "email");
  throw error;
}

async function findHere(db: Db, publicId: string): Promise<Person> {
  const person = await findPersonByPublicId(db, publicId);
  if (!person) throw new NotFound();
  return person;
}

/** Two admins who remove each other at the same moment must come one after the other. */
async function findWithAdminsLocked(db: Db, publicId: string): Promise<Person> {
  await listAdminsLocked(db);
  return findHere(db, publicId);
}

async function mayStopBeingAdmin(db: Db, actor: Actor, person: Person, field: string): Promise<void> {
  const roles = await listRolesOf(db, person.id);
  if (!roles.includes("admin") || person.deactivated_at !== null) return;
  if (person.id === actor.id) throw new Refused("people.not-your-admin", field);
  if ((await countActiveAdmins(db)) <= 1) throw new Refused("people.last-admin", field);
}

async function teamIdOf(db: Db, { team }: PersonDetails): Promise<number | null> {
  if (team === "") return null;
  const found = await findTeamByPublicId(db, team);
  if (!found) throw new Refused("people.team-gone", "team");
  return found.id;
}
