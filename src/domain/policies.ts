import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPolicyLocked, findPolicyVersion, insertPolicy, insertPolicyVersion, updateAudience, updatePolicy } from "../storage/policies.ts";
import type { Policy } from "../storage/policy-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { findGroup } from "../storage/groups.ts";
import { findTeamByPublicId } from "../storage/teams.ts";
import { NotFound, Refused } from "./errors.ts";
import { canonicalTexts, hashOf, textsIn, type PolicyTexts } from "./policy-texts.ts";

type Actor = Pick<Person, "id">;
/** What an admin writes: the texts, and the public ids of the teams and groups that are asked; none for everybody. */
export interface PolicyWish { texts: PolicyTexts; teams: readonly string[]; groups: readonly string[] }

export async function addPolicy(db: Db, actor: Actor, wish: PolicyWish, at: Date): Promise<Policy> {
  return db.transaction(async (tx) => {
    const policy = await insertPolicy(tx, { public_id: newPublicId(), state: "draft", draft: canonicalTexts(wish.texts), author_id: actor.id, created_at: at.toISOString() });
    await updateAudience(tx, policy.id, await teamsOf(tx, wish.teams), await groupsOf(tx, wish.groups));
    await insertAuditEvent(tx, actor.id, "policy.added", policy.public_id, { teams: wish.teams, groups: wish.groups }, at);
    return policy;
  });
}

/** Changes what will be published next, and who is asked from now on; nobody reads the new text before that. */
export async function changePolicy(db: Db, actor: Actor, publicId: string, wish: PolicyWish, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const policy = await locked(tx, publicId);
    await updatePolicy(tx, policy.id, { draft: canonicalTexts(wish.texts) });
    await updateAudience(tx, policy.id, await teamsOf(tx, wish.teams), await groupsOf(tx, wish.groups));
    await insertAuditEvent(tx, actor.id, "policy.changed", publicId, { teams: wish.teams, groups: wish.groups }, at);
  });
}

/** Makes a version of the draft that nobody can change any more. The first asks everybody; a later one where it says so. `seen` is the number of versions that its admin saw. */
export async function publishPolicy(db: Db, actor: Actor, publicId: string, { asksAgain, note, seen }: { asksAgain: boolean; note: string; seen: number }, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const policy = await locked(tx, publicId);
    if (policy.number !== seen) throw new Refused("policies.published-meanwhile");
    const texts = canonicalTexts(textsIn(policy.draft));
    const newest = await findPolicyVersion(tx, policy, policy.number);
    if (newest?.texts === texts) throw new Refused("policies.nothing-new");
    const number = policy.number + 1;
    const isAsking = number === 1 || asksAgain;
    await insertPolicyVersion(tx, { policy_id: policy.id, number, texts, hash: hashOf(texts), asks_again: isAsking ? 1 : 0, note, publisher_id: actor.id, published_at: at.toISOString() });
    await updatePolicy(tx, policy.id, { state: "published", number, ...(isAsking && { asked_number: number }) });
    await insertAuditEvent(tx, actor.id, "policy.published", publicId, { number, hash: hashOf(texts), asks_again: isAsking }, at);
    return number;
  });
}

/** Nobody is asked any more; what was confirmed stays. */
export function retirePolicy(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return move(db, actor, publicId, "published", "retired", at);
}

export function reinstatePolicy(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return move(db, actor, publicId, "retired", "published", at);
}

async function move(db: Db, actor: Actor, publicId: string, from: Policy["state"], to: "published" | "retired", at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const policy = await locked(tx, publicId);
    if (policy.state !== from) return;
    await updatePolicy(tx, policy.id, { state: to });
    await insertAuditEvent(tx, actor.id, to === "retired" ? "policy.retired" : "policy.reinstated", publicId, {}, at);
  });
}

async function locked(tx: Db, publicId: string): Promise<Policy> {
  const policy = await findPolicyLocked(tx, publicId);
  if (!policy) throw new NotFound();
  return policy;
}

async function teamsOf(tx: Db, publicIds: readonly string[]) {
  const teams = await Promise.all(publicIds.map((id) => findTeamByPublicId(tx, id)));
  return teams.map((team) => { if (!team) throw new Refused("policies.no-team", "teams"); return team; });
}

async function groupsOf(tx: Db, publicIds: readonly string[]) {
  const groups = await Promise.all(publicIds.map((id) => findGroup(tx, id)));
  return groups.map((group) => { if (!group) throw new Refused("policies.no-group", "groups"); return group; });
}
