import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../domain/demo-accounts.ts";
import { addGroup } from "../domain/groups.ts";
import { addPerson, changePerson } from "../domain/people.ts";
import { newSetupLink, setUpFirstAdmin } from "../domain/setting-up.ts";
import { addTeam, changeTeam } from "../domain/teams.ts";
import { DAY, later } from "../lib/clock.ts";
import { listTeams } from "../storage/teams.ts";
import type { Db, Person, Role, Team } from "../storage/tables.ts";
import { DEMO_TEAMS, demoPeople, type DemoPerson } from "./people.ts";

/** Hires everybody: the admin through the first-run link, the others through the admin. Returns people by email. */
export async function hireStaff(db: Db, at: Date): Promise<Map<string, Person>> {
  const staff = demoPeople();
  const admin = await hireAdmin(db, staff, at);
  const people = new Map([[admin.email, admin]]);
  for (const { name, parent } of DEMO_TEAMS) await addTeam(db, admin, { name, parent: await publicIdOf(db, parent), manager: "" }, at);
  const teams = new Map((await listTeams(db)).map((team) => [team.name, team]));
  await changePerson(db, admin, admin.public_id, { name: admin.name, email: admin.email, team: teams.get("Board office")!.public_id, roles: ["admin"], ...employmentOf(staff.find(({ email }) => email === admin.email)!, at) }, at);
  for (const person of staff.filter(({ email }) => email !== admin.email)) people.set(person.email, await hire(db, admin, person, teams.get(person.team)!, at));
  for (const { name, parent, manager } of DEMO_TEAMS) await appoint(db, admin, teams.get(name)!, parent, people.get(manager), at);
  await gather(db, admin, at);
  return people;
}

/** Two groups: one that empties and fills by itself as days go by, one across teams. */
async function gather(db: Db, admin: Person, at: Date): Promise<void> {
  await addGroup(db, admin, { name: "New here", rule: { match: "all", conditions: [{ field: "start_date", is: "within-days", days: 90 }] } }, at);
  await addGroup(db, admin, { name: "Everybody who leads", rule: { match: "all", conditions: [{ field: "manager", is: "yes" }] } }, at);
}

/** The demo was founded so many days ago: whoever joined since then is on the list all the same. */
const FOUNDED = 60;

function employmentOf({ number, department, site, manager, joined }: DemoPerson, founded: Date) {
  return { external_id: number, department, site, start_date: later(founded, (FOUNDED - joined) * DAY).toISOString().slice(0, 10), line_manager: manager };
}

async function hireAdmin(db: Db, staff: readonly DemoPerson[], at: Date): Promise<Person> {
  const email = DEMO_ACCOUNTS.find(({ role }) => role === "admin")!.email;
  const { name } = staff.find((person) => person.email === email)!;
  return setUpFirstAdmin(db, (await newSetupLink(db, at))!, { name, email, password: DEMO_PASSWORD }, at);
}

function hire(db: Db, admin: Person, person: DemoPerson, team: Team, at: Date): Promise<Person> {
  const { name, email } = person;
  return addPerson(db, admin, { ...employmentOf(person, at), name, email, team: team.public_id, roles: rolesOf(email), password: DEMO_PASSWORD }, at);
}

function rolesOf(email: string): Role[] {
  const role = DEMO_ACCOUNTS.find((account) => account.email === email)?.role;
  return role && role !== "learner" ? [role] : DEMO_TEAMS.some(({ manager }) => manager === email) ? ["manager"] : [];
}

async function appoint(db: Db, admin: Person, team: Team, parent: string, manager: Person | undefined, at: Date): Promise<void> {
  if (manager) await changeTeam(db, admin, team.public_id, { name: team.name, parent: await publicIdOf(db, parent), manager: manager.public_id }, at);
}

async function publicIdOf(db: Db, name: string): Promise<string> {
  return (await listTeams(db)).find((team) => team.name === name)?.public_id ?? "";
}
