import type { Group } from "./people-tables.ts";
import type { Policy, PolicyAudience, PolicyVersion } from "./policy-tables.ts";
import { statement } from "./statements.ts";
import type { Db, New, Team } from "./tables.ts";

export function findPolicy(db: Db, publicId: string): Promise<Policy | undefined> {
  return db("policies").where({ public_id: publicId }).first();
}

export function findPolicyLocked(tx: Db, publicId: string): Promise<Policy | undefined> {
  return tx("policies").where({ public_id: publicId }).forUpdate().first();
}

/** The newest first. */
export function listPolicies(db: Db): Promise<Policy[]> {
  return db("policies").orderBy("id", "desc");
}

export function listPublishedPolicies(db: Db): Promise<Policy[]> {
  return published(db);
}

const published = statement<[], Policy>((db) => db("policies").where({ state: "published" }).orderBy("id"));

export function findPolicyVersion(db: Db, { id }: Pick<Policy, "id">, number: number): Promise<PolicyVersion | undefined> {
  return db("policy_versions").where({ policy_id: id, number }).first();
}

/** The newest first. */
export function listPolicyVersions(db: Db, { id }: Pick<Policy, "id">): Promise<PolicyVersion[]> {
  return db("policy_versions").where({ policy_id: id }).orderBy("number", "desc");
}

export async function listNewestVersions(db: Db, policies: readonly Policy[]): Promise<Map<number, PolicyVersion>> {
  const rows = await db("policy_versions").whereIn("policy_id", policies.map(({ id }) => id)).orderBy("number");
  return new Map(rows.map((row) => [row.policy_id, row]));
}

/** The text that holds, and since when people are asked. */
export async function listAskedVersions(db: Db, policies: readonly Policy[]): Promise<Map<number, { newest: PolicyVersion; since: string }>> {
  if (policies.length === 0) return new Map();
  const newest = await listNewestVersions(db, policies);
  const asked = await db("policy_versions").whereIn(["policy_id", "number"], policies.map(({ id, asked_number }) => [id, asked_number])).select("policy_id", "published_at");
  return new Map(asked.map(({ policy_id, published_at }) => [policy_id, { newest: newest.get(policy_id)!, since: published_at }]));
}

export async function listAudiences(db: Db, policyIds: readonly number[]): Promise<PolicyAudience[]> {
  return db("policy_audiences").whereIn("policy_id", [...policyIds]).orderBy("id");
}

export async function insertPolicy(db: Db, policy: Omit<New<Policy>, "number" | "asked_number">): Promise<Policy> {
  const [row] = await db("policies").insert(policy).returning("*");
  return row!;
}

export async function updatePolicy(tx: Db, id: number, changes: Partial<New<Policy>>): Promise<void> {
  await tx("policies").where({ id }).update(changes);
}

export async function insertPolicyVersion(tx: Db, version: New<PolicyVersion>): Promise<PolicyVersion> {
  const [row] = await tx("policy_versions").insert(version).returning("*");
  return row!;
}

/** Only these are asked from now on; nothing at all means everybody. */
export async function updateAudience(tx: Db, policyId: number, teams: readonly Pick<Team, "id">[], groups: readonly Pick<Group, "id">[]): Promise<void> {
  await tx("policy_audiences").where({ policy_id: policyId }).delete();
  const chosen = [...teams.map(({ id }) => ({ team_id: id, group_id: null })), ...groups.map(({ id }) => ({ team_id: null, group_id: id }))];
  await tx("policy_audiences").insert((chosen.length === 0 ? [{ team_id: null, group_id: null }] : chosen).map((one) => ({ policy_id: policyId, ...one })));
}
