import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import { nobodies } from "./erasures.ts";
import type { Acknowledgement, Policy, PolicyVersion } from "./policy-tables.ts";
import type { Db, New, Person } from "./tables.ts";
import { listGroupsOf } from "./groups.ts";
import { listAudiences, listPublishedPolicies } from "./policies.ts";
import { listTeams, withAbove, withBelow } from "./teams.ts";

/** What somebody confirmed, with the version that it was. */
export type Confirmed = Acknowledgement & Pick<PolicyVersion, "policy_id" | "number">;

/** The newest first. */
export async function listConfirmedBy(db: Db, { id }: Pick<Person, "id">): Promise<Confirmed[]> {
  const rows: Knex.QueryBuilder = db("acknowledgements").join("policy_versions", "policy_versions.id", "acknowledgements.policy_version_id").where({ person_id: id })
    .orderBy("acknowledgements.id", "desc").select("acknowledgements.*", "policy_versions.policy_id", "policy_versions.number");
  return (await rows) as Confirmed[];
}

/** The policies that this person is asked to confirm and has not yet; the oldest first. */
export async function listPoliciesDueFor(db: Db, person: Pick<Person, "id" | "team_id">): Promise<Policy[]> {
  const published = await listPublishedPolicies(db);
  const confirmed = published.length === 0 ? [] : await listConfirmedBy(db, person);
  const policies = published.filter(({ id, asked_number }) => !confirmed.some((one) => one.policy_id === id && one.number >= asked_number));
  if (policies.length === 0) return [];
  const above = new Set(withAbove(await listTeams(db), person.team_id).map(({ id }) => id));
  const groups = new Set((await listGroupsOf(db, person)).map(({ id }) => id));
  const asked = new Set((await listAudiences(db, policies.map(({ id }) => id))).filter(({ team_id, group_id }) => (group_id === null ? team_id === null || above.has(team_id) : groups.has(group_id))).map(({ policy_id }) => policy_id));
  return policies.filter(({ id }) => asked.has(id));
}

/** Whose: the people of these teams themselves; undefined is everybody. */
export type Whose = readonly number[] | undefined;
export interface Asked { people: number; confirmed: number }

/** How many active people are asked, and how many of them have confirmed. */
export async function countAsked(db: Db, policy: Policy, whose: Whose): Promise<Asked> {
  const people = await countRows((await askedQuery(db, policy, whose)).query);
  return { people, confirmed: people - (await countRows((await unconfirmedQuery(db, policy, whose)).query)) };
}

/** Those who are asked and have not confirmed, by name; at most so many. */
export async function listUnconfirmed(db: Db, policy: Policy, whose: Whose, limit: number): Promise<Person[]> {
  const { query } = await unconfirmedQuery(db, policy, whose);
  const rows: unknown = await query.orderBy(["people.name", "people.id"]).limit(limit).select("people.*");
  return rows as Person[];
}

async function unconfirmedQuery(db: Db, policy: Policy, whose: Whose): Promise<{ query: Knex.QueryBuilder }> {
  const { query } = await askedQuery(db, policy, whose);
  const done: Knex.QueryBuilder = db("acknowledgements").join("policy_versions", "policy_versions.id", "acknowledgements.policy_version_id")
    .where({ policy_id: policy.id }).where("number", ">=", policy.asked_number).whereNotNull("person_id").select("person_id");
  return { query: query.whereNotIn("people.id", done) };
}

/** In an object, because a query that is awaited runs. */
async function askedQuery(db: Db, { id }: Pick<Policy, "id">, whose: Whose): Promise<{ query: Knex.QueryBuilder }> {
  const query: Knex.QueryBuilder = db("people").whereNull("people.deactivated_at").whereNotIn("people.id", nobodies(db));
  const audiences = await listAudiences(db, [id]);
  if (!audiences.some(({ team_id, group_id }) => team_id === null && group_id === null)) {
    const teams = await listTeams(db);
    const chosen = new Set(audiences.map(({ team_id }) => team_id));
    const below = withBelow(teams, teams.filter((team) => chosen.has(team.id))).map((team) => team.id);
    const members = db("group_members").whereIn("group_id", audiences.flatMap(({ group_id }) => group_id ?? [])).select("person_id");
    void query.where((any) => any.whereIn("people.team_id", below).orWhereIn("people.id", members));
  }
  if (whose) void query.whereIn("people.team_id", [...whose]);
  return { query };
}

/** False where this person has confirmed the version already. */
export async function insertAcknowledgementOnce(tx: Db, acknowledgement: New<Acknowledgement>): Promise<boolean> {
  return (await tx("acknowledgements").insert(acknowledgement).onConflict(["policy_version_id", "person_id"]).ignore().returning("id")).length > 0;
}

/** Who confirmed what, in the order in which they did. A name is null where that person was erased. */
export type NamedAcknowledgement = Confirmed & { name: string | null; email: string | null; public_id: string | null };

export async function listAcknowledgements(db: Db, policy: Pick<Policy, "id">, after: number, limit: number): Promise<NamedAcknowledgement[]> {
  const rows: Knex.QueryBuilder = db("acknowledgements").join("policy_versions", "policy_versions.id", "acknowledgements.policy_version_id").leftJoin("people", "people.id", "acknowledgements.person_id")
    .where({ policy_id: policy.id }).where("acknowledgements.id", ">", after).orderBy("acknowledgements.id").limit(limit)
    .select("acknowledgements.*", "policy_versions.policy_id", "policy_versions.number", "people.name", "people.email", "people.public_id");
  return (await rows) as NamedAcknowledgement[];
}
