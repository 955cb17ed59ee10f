import { inPortions } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import { nobodies } from "./erasures.ts";
import { paginate, type Page } from "./page.ts";
import type { Employment } from "./people-tables.ts";
import { statement } from "./statements.ts";
import type { Db, New, Person, PersonRole, Role } from "./tables.ts";
import { plainEmail } from "../lib/emails.ts";

type Optional = "extra_percent" | "language" | "password_seal" | keyof Employment;

/** Nobody has extra time, a language of their own or a place in the personnel office unless it is said. */
export type NewPerson = Omit<New<Person>, Optional | "sought"> & Partial<Pick<Person, Optional>>;

/** What a search looks through: every part in lower case, each in a line of its own. */
export function soughtIn({ name, email, external_id, department, site, job_title }: Partial<Person>): string {
  return [name, email, external_id, department, site, job_title].filter(Boolean).join("\n").toLowerCase();
}

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

/** Whoever of these is there, by name. */
export function listPeopleByPublicId(db: Db, publicIds: readonly string[]): Promise<Person[]> {
  return db("people").whereIn("public_id", [...publicIds]).whereNotIn("id", nobodies(db)).orderBy("name");
}

/** Emails are kept in lower case, with their domain in ASCII. */
export function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  return db("people").where({ email: plainEmail(email) }).first();
}

export async function listRolesOf(db: Db, personId: number): Promise<Role[]> {
  const rows = await db("person_roles").where({ person_id: personId }).orderBy("role");
  return ["learner", ...rows.map((row) => row.role).filter((role) => role !== "learner")];
}

export function listPersonRoles(db: Db, personIds: number[]): Promise<PersonRole[]> {
  return db("person_roles").whereIn("person_id", personIds).orderBy("role");
}

/** By name. */
export function listPeopleWithExtraTime(db: Db, page: number): Promise<Page<Person>> {
  return paginate<Person>(db("people").where("extra_percent", ">", 0).whereNull("deactivated_at").select("people.*").orderBy([{ column: "name" }, { column: "id" }]), page);
}

export function countActivePeople(db: Db): Promise<number> {
  return countRows(db("people").whereNull("deactivated_at"));
}

/** The ids of whoever has this role. */
export async function listRoleHolders(db: Db, role: Role): Promise<number[]> {
  return (await db("person_roles").where({ role }).select("person_id")).map(({ person_id }) => person_id);
}

/** Active people with the role admin: the last one must stay. */
export function countActiveAdmins(db: Db): Promise<number> {
  return countRows(db("people").join("person_roles", "person_roles.person_id", "people.id").where("person_roles.role", "admin").whereNull("people.deactivated_at"));
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
  return withRole(db, role);
}

const withRole = statement<[role: Role], Person>((db, role) => db("people").select("people.*").join("person_roles", "person_roles.person_id", "people.id")
  .where("person_roles.role", role).whereNull("people.deactivated_at").orderBy(["people.name", "people.id"]));

export async function insertPerson(db: Db, person: NewPerson): Promise<Person> {
  const [row] = await db("people").insert({ ...person, sought: soughtIn(person) }).returning("*");
  return row!;
}

export async function updatePerson(db: Db, id: number, changes: Partial<New<Person>>): Promise<void> {
  await db("people").where({ id }).update(changes);
  const person = (await db("people").where({ id }).first())!;
  if (person.sought !== soughtIn(person)) await db("people").where({ id }).update({ sought: soughtIn(person) });
}

/** Gives the person exactly these roles beside learner. */
export async function updateRoles(db: Db, personId: number, roles: readonly Role[]): Promise<void> {
  await db("person_roles").where({ person_id: personId }).delete();
  const rows = roles.filter((role) => role !== "learner").map((role) => ({ person_id: personId, role }));
  if (rows.length > 0) await db("person_roles").insert(rows);
}

export async function listPeopleById(db: Db, ids: readonly number[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const portion of inPortions(ids, 5_000)) people.push(...await db("people").whereIn("id", portion));
  return people;
}

/** By name. */
export async function listNames(db: Db, ids: readonly number[]): Promise<string[]> {
  return (await db("people").whereIn("id", [...ids]).orderBy("name").select("name")).map(({ name }) => name);
}
