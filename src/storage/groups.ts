import type { Knex } from "knex";
import { readGroupRule } from "../engine/people/group-rule.ts";
import { inPortions } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import { peopleOfRule } from "./group-rules.ts";
import { paginate, type Page } from "./page.ts";
import type { Group } from "./people-tables.ts";
import type { Db, New, Person } from "./tables.ts";

export function findGroup(db: Db, publicId: string): Promise<Group | undefined> {
  return db("groups").where({ public_id: publicId }).first();
}

/** By name. */
export function listGroups(db: Db): Promise<Group[]> {
  return db("groups").orderBy(["name", "id"]);
}

/** Holds the groups until the transaction ends: `rules` are written to by one alone, `share` lets people change side by side while no rule does. */
export function listGroupsLocked(tx: Db, how: "rules" | "share"): Promise<Group[]> {
  const query = tx("groups").orderBy("id");
  return how === "rules" ? query.forUpdate() : query.forShare();
}

/** How many active people each group has. */
export async function countMembers(db: Db): Promise<Map<number, number>> {
  const rows: { group_id: number; total: unknown }[] = await activeMembers(db).groupBy("group_members.group_id").select("group_members.group_id").count({ total: "*" });
  return new Map(rows.map(({ group_id, total }) => [group_id, Number(total)]));
}

/** The active people of a group, by name. */
export function listMembers(db: Db, { id }: Pick<Group, "id">, page: number): Promise<Page<Person>> {
  return paginate<Person>(activeMembers(db).where("group_members.group_id", id).select("people.*").orderBy(["people.name", "people.id"]), page);
}

function activeMembers(db: Db): Knex.QueryBuilder {
  return db("group_members").join("people", "people.id", "group_members.person_id").whereNull("people.deactivated_at");
}

/** How many people a rule names, and the first of them by name. */
export async function findSampleOfRule(db: Db, rule: Parameters<typeof peopleOfRule>[1], at: Date, most: number): Promise<{ count: number; sample: Person[] }> {
  const people = peopleOfRule(db, rule, at);
  return { count: await countRows(people.clone()), sample: (await people.select("people.*").orderBy(["people.name", "people.id"]).limit(most)) as Person[] };
}

/** The groups that somebody is in, by name. */
export async function listGroupsOf(db: Db, { id }: Pick<Person, "id">): Promise<Group[]> {
  const query: Knex.QueryBuilder = db("groups").whereIn("id", db("group_members").where({ person_id: id }).select("group_id")).orderBy("name");
  return (await query) as Group[];
}

export async function insertGroup(db: Db, group: New<Group>): Promise<Group> {
  const [row] = await db("groups").insert(group).returning("*");
  return row!;
}

export async function updateGroup(db: Db, id: number, changes: Partial<New<Group>>): Promise<void> {
  await db("groups").where({ id }).update(changes);
}

export async function deleteGroup(tx: Db, id: number): Promise<void> {
  await tx("group_members").where({ group_id: id }).delete();
  await tx("groups").where({ id }).delete();
}

/** Puts people into a list by hand; who is in it already stays once. */
export async function insertMembers(tx: Db, groupId: number, personIds: readonly number[]): Promise<void> {
  for (const portion of inPortions(personIds, 200)) await tx("group_members").insert(portion.map((person_id) => ({ group_id: groupId, person_id }))).onConflict().ignore();
}

export async function deleteMembers(tx: Db, groupId: number, personIds: readonly number[]): Promise<void> {
  for (const portion of inPortions(personIds, 500)) await tx("group_members").where({ group_id: groupId }).whereIn("person_id", portion).delete();
}

/** Who of these is in the list. */
export async function listMemberIds(db: Db, groupId: number): Promise<Set<number>> {
  return new Set((await db("group_members").where({ group_id: groupId }).select("person_id")).map(({ person_id }) => person_id));
}

/** Makes the members of a rule what it says: of these people alone, or of all. Two statements, whatever the size. */
export async function updateMembers(tx: Db, group: Group, people: readonly number[] | "all", at: Date): Promise<void> {
  const named = () => peopleOfRule(tx, readGroupRule(group.rule!), at);
  for (const portion of people === "all" ? [undefined] : inPortions(people, 500)) {
    const gone: Knex.QueryBuilder = tx("group_members").where({ group_id: group.id }).whereNotIn("person_id", named().select("people.id"));
    const come: Knex.QueryBuilder = named().whereNotIn("people.id", tx("group_members").where({ group_id: group.id }).select("person_id")).select("people.id as person_id");
    if (portion) { gone.whereIn("person_id", portion); come.whereIn("people.id", portion); }
    await gone.delete();
    await tx.raw("INSERT INTO group_members (group_id, person_id) SELECT CAST(? AS integer), come.person_id FROM ? AS come WHERE true ON CONFLICT DO NOTHING", [group.id, come]);
  }
}
