import { insertAuditEvent } from "../../storage/audit-events.ts";
import { countActiveAdmins, findPersonByEmail, listAdminsLocked, listRolesOf, updatePerson, updateRoles } from "../../storage/people.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db, Person, Role, Team } from "../../storage/tables.ts";
import { listTeams, withAbove } from "../../storage/teams.ts";
import { concernedBy } from "../employment.ts";
import { refreshGroups } from "../refreshing-groups.ts";
import type { ToldPerson } from "./claims.ts";

/** Takes over what the provider says now: name, address, department, team, and the roles that it decides about. What it does not say stays, and so does the last administrator. */
export async function bringUpToDate(tx: Db, provider: SignInProvider, person: Person, told: ToldPerson, domains: readonly string[], at: Date): Promise<Person> {
  const changes = await changesFor(tx, person, told, domains);
  const [before, roles] = await rolesFor(tx, person, told);
  const changed = [...Object.keys(changes), ...(same(before, roles) ? [] : ["roles"])];
  if (changed.length === 0) return person;
  if (Object.keys(changes).length > 0) await updatePerson(tx, person.id, changes);
  if (!same(before, roles)) await updateRoles(tx, person.id, roles);
  await refreshGroups(tx, await concernedBy(tx, person), at);
  await insertAuditEvent(tx, null, "single-sign-on.person-changed", person.public_id, { provider: provider.name, changed, from: { roles: before, team_id: person.team_id }, to: { roles, team_id: changes.team_id ?? person.team_id } }, at);
  return { ...person, ...changes };
}

async function changesFor(tx: Db, person: Person, told: ToldPerson, domains: readonly string[]): Promise<Partial<Pick<Person, "name" | "department" | "language" | "team_id" | "email">>> {
  const team = told.team === undefined ? undefined : await teamCalled(tx, told.team);
  const email = await emailFor(tx, person, told, domains);
  return {
    ...(told.name !== undefined && told.name !== person.name && { name: told.name }), ...(told.department !== undefined && told.department !== person.department && { department: told.department }),
    ...(told.language !== undefined && person.language === null && { language: told.language }), ...(team && team.id !== person.team_id && { team_id: team.id }), ...(email !== undefined && { email }),
  };
}

async function emailFor(tx: Db, person: Person, { email, isEmailTrusted }: ToldPerson, domains: readonly string[]): Promise<string | undefined> {
  if (email === undefined || email === person.email || !isEmailTrusted || !domains.includes(email.slice(email.lastIndexOf("@") + 1))) return undefined;
  return (await findPersonByEmail(tx, email)) ? undefined : email;
}

/** The roles before and after. */
async function rolesFor(tx: Db, person: Person, { roles: given, managedRoles }: ToldPerson): Promise<[Role[], Role[]]> {
  if (managedRoles.includes("admin") && !given.includes("admin")) await listAdminsLocked(tx);
  const before = await listRolesOf(tx, person.id);
  const after = [...new Set<Role>([...before.filter((role) => !managedRoles.includes(role)), ...given])];
  const isLast = before.includes("admin") && !after.includes("admin") && (await countActiveAdmins(tx)) <= 1;
  return [before, isLast ? [...after, "admin"] : after];
}

function same(one: readonly Role[], other: readonly Role[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

/** A team by its path, "Operations / Night shift", or by its name where only one has it; upper and lower case are one. */
export async function teamCalled(tx: Db, called: string): Promise<Team | undefined> {
  const [teams, wanted] = [await listTeams(tx), plain(called)];
  const byPath = teams.find((team) => plain(withAbove(teams, team.id).map(({ name }) => name).reverse().join("/")) === wanted);
  const byName = teams.filter(({ name }) => plain(name) === wanted);
  return byPath ?? (byName.length === 1 ? byName[0] : undefined);
}

function plain(path: string): string {
  return path.toLowerCase().split("/").map((part) => part.trim()).join("/");
}
