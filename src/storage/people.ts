import { nobodies } from "./erasures.ts";
import { paginate, type Page } from "./page.ts";
import { findReminders } from "./reminders.ts";
import type { Db, New, Person, PersonRole, Role } from "./tables.ts";

type Optional = "extra_percent" | "language";

/** Nobody has extra time or a language of their own unless it is said. */
export type NewPerson = Omit<New<Person>, Optional> & Partial<Pick<Person, Optional>>;

/** A person with the time zone that they chose and the roles they hold, learner always among them. */
export interface Member extends Person { time_zone: string | null; roles: Role[] }

export function findPerson(db: Db, id: number): Promise<Person | undefined> {
  return db("people").where({ id }).first();
}

/** Holds the row until the transaction ends, so that what somebody does is counted in turn. */
export async function lockPerson(tx: Db, id: number): Promise<Person> {
  return (await tx("people").where({ id }).forUpdate().first())!;
}

/** Nobody changes the person until the transaction ends; others may read the row and refer to it. */
export async function findPersonUnchanged(tx: Db, id: number): Promise<Person> {
  return (await tx("people").where({ id }).forShare().first())!;
}

/** Whoever was erased is not there. */
export function findPersonByPublicId(db: Db, publicId: string): Promise<Person | undefined> {
  return db("people").where({ public_id: publicId }).whereNotIn("id", nobodies(db)).first();
}

/** Emails are kept in lower case. */
export function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  return db("people").where({ email: email.trim().toLowerCase() }).first();
}

/** Somebody who may come in: there, and not deactivated. */
export async function findActiveMember(db: Db, id: number): Promise<Member | undefined> {
  const person = await db("people").where({ id }).whereNull("deactivated_at").first();
  return person && { ...person, time_zone: (await findReminders(db, id)).time_zone, roles: await listRolesOf(db, person.id) };
}

export async function listRolesOf(db: Db, personId: number): Promise<Role[]> {
  const rows = await db("person_roles").where({ person_id: personId }).orderBy("role");
  return ["learner", ...rows.map((row) => row.role).filter((role) => role !== "learner")];
}

export function listPersonRoles(db: Db, personIds: number[]): Promise<PersonRole[]> {
  return db("person_roles").whereIn("person_id", personIds).orderBy("role");
}

/** People whose name or email has `search` in it, by name. SQLite folds the case of plain letters only, so the text is also sought as typed. */
export function listPeople(db: Db, search: string, page: number): Promise<Page<Person>> {
  const query = db("people").select("people.*").whereNotIn("id", nobodies(db)).orderBy([{ column: "name" }, { column: "id" }]);
  const [typed, folded] = [search, search.toLowerCase()].map((text) => `%${text.replace(/[\\%_]/g, "\\$&")}%`);
  if (search) query.andWhere((like) => like.whereRaw("name LIKE ? ESCAPE '\\'", [typed!]).orWhereRaw("lower(name) LIKE ? ESCAPE '\\'", [folded!]).orWhereRaw("email LIKE ? ESCAPE '\\'", [folded!]));
  return paginate<Person>(query, page);
}

/** By name. */
export function listPeopleWithExtraTime(db: Db, page: number): Promise<Page<Person>> {
  return paginate<Person>(db("people").where("extra_percent", ">", 0).whereNull("deactivated_at").select("people.*").orderBy([{ column: "name" }, { column: "id" }]), page);
}

export async function countActivePeople(db: Db): Promise<number> {
  return Number((await db("people").whereNull("deactivated_at").count({ total: "*" }).first())?.total ?? 0);
}

/** Active people with the role admin: the last one must stay. */
export async function countActiveAdmins(db: Db): Promise<number> {
  const row = await db("people").join("person_roles", "person_roles.person_id", "people.id")
    .where("person_roles.role", "admin").whereNull("people.deactivated_at").count({ total: "*" }).first();
  return Number((row as { total?: unknown } | undefined)?.total ?? 0);
}

/** Holds the row of every admin until the transaction ends, always in the same order. */
export function listAdminsLocked(db: Db): Promise<Person[]> {
  return db("people").whereIn("id", db("person_roles").select("person_id").where({ role: "admin" })).orderBy("id").forUpdate();
}

/** Active people who may manage a team, by name. */
export function listManagers(db: Db): Promise<Person[]> {
  return db("people").select("people.*").join("person_roles", "person_roles.person_id", "people.id")
    .where("person_roles.role", "manager").whereNull("people.deactivated_at").orderBy("people.name");
}

/** Active people with this role, by name. */
export function listActiveWithRole(db: Db, role: Role): Promise<Person[]> {
  return db("people").select("people.*").join("person_roles", "person_roles.person_id", "people.id")
    .where("person_roles.role", role).whereNull("people.deactivated_at").orderBy(["people.name", "people.id"]);
}

export async function insertPerson(db: Db, person: NewPerson): Promise<Person> {
  const [row] = await db("people").insert(person).returning("*");
  return row!;
}

export async function updatePerson(db: Db, id: number, changes: Partial<New<Person>>): Promise<void> {
  await db("people").where({ id }).update(changes);
}

/** Gives the person exactly these roles beside learner. */
export async function updateRoles(db: Db, personId: number, roles: readonly Role[]): Promise<void> {
  await db("person_roles").where({ person_id: personId }).delete();
  const rows = roles.filter((role) => role !== "learner").map((role) => ({ person_id: personId, role }));
  if (rows.length > 0) await db("person_roles").insert(rows);
}

/** By name. */
export async function listNames(db: Db, ids: readonly number[]): Promise<string[]> {
  return (await db("people").whereIn("id", [...ids]).orderBy("name").select("name")).map(({ name }) => name);
}
