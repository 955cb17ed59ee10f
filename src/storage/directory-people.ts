import type { Knex } from "knex";
import { plainEmail } from "../lib/emails.ts";
import { ScimError } from "../lib/scim/errors.ts";
import { ENTERPRISE } from "../lib/scim/schemas.ts";
import type { Query } from "../lib/scim/queries.ts";
import { inPortions } from "./batches.ts";
import type { Directory, DirectoryPerson } from "./directory-tables.ts";
import { keepFitting, type Filterables } from "./directory-filters.ts";
import { nobodies } from "./erasures.ts";
import type { Db, Person } from "./tables.ts";

type Own = Pick<Directory, "id">;

/** Whom the programs of a directory see: those whom it keeps and has not deleted, and those whom no directory keeps. */
function visible(db: Db, { id }: Own): Knex.QueryBuilder {
  return db("people").leftJoin("directory_people as kept", "kept.person_id", "people.id").whereNotIn("people.id", nobodies(db))
    .where((seen: Knex.QueryBuilder) => void seen.whereNull("kept.person_id").orWhere((own: Knex.QueryBuilder) => void own.where("kept.directory_id", id).whereNull("kept.gone_at")));
}

export async function findVisible(db: Db, directory: Own, publicId: string): Promise<Person | undefined> {
  return (await visible(db, directory).where("people.public_id", publicId).select("people.*").first()) as Person | undefined;
}

/** The ids of these, by their public ids; whoever is not seen is not in it. */
export async function listVisibleIds(db: Db, directory: Own, publicIds: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const portion of inPortions(publicIds, 500)) {
    const rows: unknown = await visible(db, directory).whereIn("people.public_id", portion).select("people.id", "people.public_id");
    for (const { id, public_id } of rows as Person[]) found.set(public_id, id);
  }
  return found;
}

/** What a directory keeps of these people. */
export async function listKept(db: Db, personIds: readonly number[]): Promise<Map<number, DirectoryPerson>> {
  const kept = new Map<number, DirectoryPerson>();
  for (const portion of inPortions(personIds, 500)) for (const row of await db("directory_people").whereIn("person_id", portion)) kept.set(row.person_id, row);
  return kept;
}

/** Somebody whom this directory keeps or kept, by its name for them or by its own id. */
export async function listKeptBy(tx: Db, { id }: Own, { user_name_key, external_id }: Pick<DirectoryPerson, "user_name_key" | "external_id">): Promise<DirectoryPerson[]> {
  const byId = (other: Knex.QueryBuilder) => void (external_id === null ? other.whereRaw("1 = 0") : other.where({ external_id }));
  return tx("directory_people").where({ directory_id: id }).where((same) => void same.where({ user_name_key }).orWhere(byId));
}

/** Those whose team a directory says. */
export async function listTeamKeptIds(db: Db): Promise<Set<number>> {
  const rows: Knex.QueryBuilder = db("directory_people").join("directories", "directories.id", "directory_people.directory_id").whereNull("gone_at")
    .where((says: Knex.QueryBuilder) => void says.where({ team_from: "groups" }).orWhereLike("said", '%"team"%')).select("person_id");
  return new Set(((await rows) as { person_id: number }[]).map(({ person_id }) => person_id));
}

export async function upsertKept(tx: Db, row: DirectoryPerson): Promise<void> {
  const { created_at: _first, ...changes } = row;
  await tx("directory_people").insert(row).onConflict("person_id").merge(changes);
}

export async function updateGone(tx: Db, personId: number, at: string | null): Promise<void> {
  await tx("directory_people").where({ person_id: personId }).update({ gone_at: at });
}

/** Somebody who is gone keeps neither name nor id from others. */
export async function updateUnnamed(tx: Db, personId: number): Promise<void> {
  await tx("directory_people").where({ person_id: personId }).update({ user_name_key: `gone ${personId}`, external_id: null });
}

/** A page of those who fit, and how many they are. */
export async function listFitting(db: Db, directory: Own, { filter, sortBy, isDescending, start, count }: Query): Promise<{ people: Person[]; total: number }> {
  const query = visible(db, directory);
  if (filter) keepFitting(query, filter, filterables(db, directory));
  const total = Number(((await query.clone().count({ total: "*" }).first()) as { total: unknown }).total);
  const people: unknown = count === 0 ? [] : await query.select("people.*").orderByRaw(`${orderOf(sortBy)} ${isDescending ? "DESC" : "ASC"}, people.id`).limit(count).offset(start - 1);
  return { people: people as Person[], total };
}

function orderOf(sortBy: string): string {
  if (sortBy === "") return "people.id";
  if (!Object.hasOwn(ORDERS, sortBy)) throw new ScimError(400, "invalidPath", "scim-errors.sort-unknown", { path: sortBy.slice(0, 100) });
  return ORDERS[sortBy]!;
}

const USER_NAME = "coalesce(kept.user_name_key, people.email)";
const CHANGED = "coalesce(kept.updated_at, people.created_at)";
const ORDERS: Readonly<Record<string, string>> = {
  "id": "people.public_id", "username": USER_NAME, "displayname": "lower(people.name)", "name.formatted": "lower(people.name)",
  "name.familyname": "lower(coalesce(kept.family_name, ''))", "name.givenname": "lower(coalesce(kept.given_name, ''))",
  "emails": "people.email", "emails.value": "people.email", "title": "lower(people.job_title)", "externalid": "coalesce(kept.external_id, '')", "meta.created": "people.created_at", "meta.lastmodified": CHANGED,
};

function filterables(db: Db, { id }: Own): Filterables {
  const text = (sql: string) => ({ kind: "text", sql }) as const;
  const named = (value: string): Knex.QueryBuilder => db("directory_people").where({ directory_id: id, user_name_key: value.toLowerCase() }).select("person_id as id")
    .union((loose: Knex.QueryBuilder) => void loose.from("people").where({ email: plainEmail(value) }).whereNotIn("id", db("directory_people").select("person_id")).select("id"));
  const mailed = (value: string): Knex.QueryBuilder => db("people").where({ email: plainEmail(value) }).select("id");
  const email = { ...text("people.email"), among: mailed };
  const group = { kind: "held", sql: "people.id IN (SELECT person_id FROM group_members JOIN groups ON groups.id = group_members.group_id WHERE groups.public_id = ?)" } as const;
  const core: Filterables = {
    "id": { kind: "exact", sql: "people.public_id" }, "username": { ...text(USER_NAME), among: named }, "displayname": text("people.name"), "name.formatted": text("people.name"),
    "externalid": { kind: "exact", sql: "kept.external_id", among: (value) => db("directory_people").where({ directory_id: id, external_id: value }).select("person_id as id") },
    "name.givenname": text("kept.given_name"), "name.familyname": text("kept.family_name"), "title": text("people.job_title"), "active": { kind: "flag", sql: "people.deactivated_at IS NULL" },
    "emails.value": email, "emails": { kind: "list", inside: { value: email, type: text("coalesce(kept.email_type, 'work')"), primary: { kind: "flag", sql: "1 = 1" } } },
    "groups.value": group, "groups": { kind: "list", inside: { value: group } }, "meta.created": { kind: "time", sql: "people.created_at" }, "meta.lastmodified": { kind: "time", sql: CHANGED },
  };
  const extended = { employeenumber: text("people.external_id"), department: text("people.department") };
  return { ...core, ...extended, ...Object.fromEntries(Object.entries(extended).map(([name, what]) => [`${ENTERPRISE.toLowerCase()}:${name}`, what])) };
}
