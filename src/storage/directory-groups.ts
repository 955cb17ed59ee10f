import type { Knex } from "knex";
import { ScimError } from "../lib/scim/errors.ts";
import type { Query } from "../lib/scim/queries.ts";
import { inPortions } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import { keepFitting, type Filterables } from "./directory-filters.ts";
import type { Directory, DirectoryGroup } from "./directory-tables.ts";
import type { Group } from "./people-tables.ts";
import type { Db, Person } from "./tables.ts";

type Own = Pick<Directory, "id">;
/** A group and how the directory that fills it knows it. */
export type FilledGroup = Group & Omit<DirectoryGroup, "group_id" | "created_at">;

const COLUMNS = ["groups.*", "filled.directory_id", "filled.external_id", "filled.team_id", "filled.version", "filled.updated_at", "filled.gone_at"];

function visible(db: Db, { id }: Own): Knex.QueryBuilder {
  return db("groups").join("directory_groups as filled", "filled.group_id", "groups.id").where("filled.directory_id", id).whereNull("filled.gone_at");
}

export async function findFilledGroup(db: Db, directory: Own, publicId: string): Promise<FilledGroup | undefined> {
  return (await visible(db, directory).where("groups.public_id", publicId).select(COLUMNS).first()) as FilledGroup | undefined;
}

/** Those that a directory fills, by name. */
export async function listFilledGroups(db: Db, directory: Own): Promise<FilledGroup[]> {
  const rows: unknown = await visible(db, directory).orderBy(["groups.name", "groups.id"]).select(COLUMNS);
  return rows as FilledGroup[];
}

/** Held until the transaction ends, whether its directory has deleted it or not. */
export async function findFillingLocked(tx: Db, groupId: number): Promise<DirectoryGroup | undefined> {
  return tx("directory_groups").where({ group_id: groupId }).forUpdate().first();
}

/** The directory that fills a group, where one does. */
export async function findFiller(db: Db, { id }: Pick<Group, "id">): Promise<Directory | undefined> {
  return db("directories").whereIn("id", db("directory_groups").where({ group_id: id }).whereNull("gone_at").select("directory_id")).first();
}

/** Which groups directories fill. */
export async function listFilledIds(db: Db): Promise<Set<number>> {
  return new Set((await db("directory_groups").whereNull("gone_at").select("group_id")).map(({ group_id }) => group_id));
}

/** The lists that neither a rule nor a directory fills, by name. */
export async function listHandKeptGroups(db: Db): Promise<Group[]> {
  return db("groups").whereNull("rule").whereNotIn("id", db("directory_groups").whereNull("gone_at").select("group_id")).orderBy(["name", "id"]);
}

export async function findFillingOf(tx: Db, { id }: Own, externalId: string): Promise<DirectoryGroup | undefined> {
  return tx("directory_groups").where({ directory_id: id, external_id: externalId }).first();
}

export async function upsertFilling(tx: Db, row: DirectoryGroup): Promise<void> {
  const { created_at: _first, ...changes } = row;
  await tx("directory_groups").insert(row).onConflict("group_id").merge(changes);
}

export async function updateFilling(tx: Db, groupId: number, changes: Partial<DirectoryGroup>): Promise<void> {
  await tx("directory_groups").where({ group_id: groupId }).update(changes);
}

export interface MemberOfGroup { group_id: number; person_id: number; public_id: string; name: string }

/** Who is in these groups and may be seen, in the order in which people came. */
export async function listMembersOfGroups(db: Db, groupIds: readonly number[]): Promise<MemberOfGroup[]> {
  const rows: Knex.QueryBuilder = db("group_members").join("people", "people.id", "group_members.person_id").whereIn("group_id", [...groupIds])
    .whereNotIn("people.id", db("directory_people").whereNotNull("gone_at").select("person_id")).orderBy("people.id").select("group_id", "person_id", "people.public_id", "people.name");
  return (await rows) as MemberOfGroup[];
}

/** Who of these is in a group, so that a large one need not be read. */
export async function listMembersAmong(tx: Db, groupId: number, personIds: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const portion of inPortions(personIds, 500)) for (const { person_id } of await tx("group_members").where({ group_id: groupId }).whereIn("person_id", portion).select("person_id")) found.add(person_id);
  return found;
}

export function countMembersOf(db: Db, groupId: number): Promise<number> {
  return countRows(db("group_members").where({ group_id: groupId }));
}

/** Takes somebody out of every group that this directory fills. */
export async function deleteMembershipsOf(tx: Db, { id }: Own, personId: number): Promise<void> {
  await tx("directory_groups").where({ directory_id: id }).whereIn("group_id", tx("group_members").where({ person_id: personId }).select("group_id")).increment("version", 1);
  await tx("group_members").where({ person_id: personId }).whereIn("group_id", tx("directory_groups").where({ directory_id: id }).select("group_id")).delete();
}

/** The groups of this directory that each of these people is in. */
export async function listFilledGroupsOf(db: Db, directory: Own, people: readonly Pick<Person, "id">[]): Promise<{ person_id: number; public_id: string; name: string; team_id: number | null }[]> {
  const rows: { person_id: number; public_id: string; name: string; team_id: number | null }[] = [];
  for (const portion of inPortions(people.map(({ id }) => id), 500)) {
    const found = visible(db, directory).join("group_members", "group_members.group_id", "groups.id").whereIn("group_members.person_id", portion)
      .orderBy(["groups.name", "groups.id"]).select("group_members.person_id", "groups.public_id", "groups.name", "filled.team_id");
    rows.push(...((await found) as typeof rows));
  }
  return rows;
}

/** A page of those that fit, and how many they are. */
export async function listFittingGroups(db: Db, directory: Own, { filter, sortBy, isDescending, start, count }: Query): Promise<{ groups: FilledGroup[]; total: number }> {
  const query = visible(db, directory);
  if (filter) keepFitting(query, filter, FILTERABLES);
  const order = ORDERS[sortBy] ?? (() => { throw new ScimError(400, "invalidPath", "scim-errors.sort-unknown", { path: sortBy.slice(0, 100) }); })();
  const total = Number(((await query.clone().count({ total: "*" }).first()) as { total: unknown }).total);
  const groups: unknown = count === 0 ? [] : await query.select(COLUMNS).orderByRaw(`${order} ${isDescending ? "DESC" : "ASC"}, groups.id`).limit(count).offset(start - 1);
  return { groups: groups as FilledGroup[], total };
}

const ORDERS: Readonly<Record<string, string>> = {
  "": "groups.id", "id": "groups.public_id", "displayname": "lower(groups.name)", "externalid": "coalesce(filled.external_id, '')", "meta.created": "groups.created_at", "meta.lastmodified": "filled.updated_at",
};
const MEMBER = { kind: "held", sql: "groups.id IN (SELECT group_id FROM group_members JOIN people ON people.id = group_members.person_id WHERE people.public_id = ?)" } as const;
const FILTERABLES: Filterables = {
  "id": { kind: "exact", sql: "groups.public_id" }, "displayname": { kind: "text", sql: "groups.name" }, "externalid": { kind: "exact", sql: "filled.external_id" },
  "meta.created": { kind: "time", sql: "groups.created_at" }, "meta.lastmodified": { kind: "time", sql: "filled.updated_at" }, "members.value": MEMBER, "members": { kind: "list", inside: { value: MEMBER } },
};
