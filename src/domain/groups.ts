import { groupRuleSchema, type GroupRule } from "../engine/people/group-rule.ts";
import { newPublicId } from "../lib/ids.ts";
import { countNaming } from "../storage/assignments.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteGroup, deleteMembers, findGroup, insertGroup, insertMembers, listGroupsLocked, listMemberIds, updateGroup, updateMembers } from "../storage/groups.ts";
import type { Group } from "../storage/people-tables.ts";
import { listAdminsLocked, listPeopleByPublicId } from "../storage/people.ts";
import type { Db } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { mayChangeGroupHere } from "./kept-by-directories.ts";
import { refreshDuties } from "./refreshing-duties.ts";

interface Actor { id: number }
/** Without a rule it is a list that is kept by hand. */
export interface GroupDetails { name: string; rule: GroupRule | null }

export async function addGroup(db: Db, actor: Actor, { name, rule }: GroupDetails, at: Date): Promise<Group> {
  return db.transaction(async (tx) => {
    nameIsFree(await holdRules(tx), name);
    const group = await insertGroup(tx, { public_id: newPublicId(), name, rule: rule && ruleText(rule), created_at: at.toISOString() });
    if (rule) await updateMembers(tx, group, "all", at);
    await insertAuditEvent(tx, actor.id, "group.added", group.public_id, { name, rule }, at);
    return group;
  });
}

/** A list stays a list and a rule a rule. Nobody else changes people meanwhile, so that nobody is forgotten. */
export async function changeGroup(db: Db, actor: Actor, publicId: string, { name, rule }: GroupDetails, at: Date): Promise<Group> {
  return db.transaction(async (tx) => {
    const groups = await holdRules(tx);
    const group = groups.find(({ public_id }) => public_id === publicId);
    if (!group) throw new NotFound();
    await mayChangeGroupHere(tx, group);
    if ((group.rule === null) !== (rule === null)) throw new Refused("groups.kind-stays");
    nameIsFree(groups.filter(({ id }) => id !== group.id), name);
    const changed = { ...group, name, rule: rule && ruleText(rule) };
    await updateGroup(tx, group.id, { name, rule: changed.rule });
    if (rule) await updateMembers(tx, changed, "all", at);
    if (rule) await refreshDuties(tx, {}, at);
    await insertAuditEvent(tx, actor.id, "group.changed", publicId, { from: { name: group.name, rule: group.rule && (JSON.parse(group.rule) as unknown) }, to: { name, rule } }, at);
    return changed;
  });
}

/** The people stay as they are. A second click finds nothing left to do. */
export async function removeGroup(db: Db, actor: Actor, publicId: string, at: Date): Promise<Group | undefined> {
  return db.transaction(async (tx) => {
    await holdRules(tx);
    const group = await findGroup(tx, publicId);
    if (!group) return undefined;
    await mayChangeGroupHere(tx, group);
    if ((await countNaming(tx, { group_id: group.id })) > 0) throw new Refused("duties.group-in-use");
    await deleteGroup(tx, group.id);
    await insertAuditEvent(tx, actor.id, "group.removed", publicId, { name: group.name }, at);
    return group;
  });
}

/** Puts people into a list; says how many were not in it before. @throws Refused where a rule decides */
export async function putIntoGroup(tx: Db, actor: Actor, publicId: string, personIds: readonly number[], at: Date): Promise<number> {
  const group = await keptByHand(tx, publicId);
  const there = await listMemberIds(tx, group.id);
  const fresh = personIds.filter((id) => !there.has(id));
  await insertMembers(tx, group.id, fresh);
  if (fresh.length > 0) await refreshDuties(tx, { people: fresh }, at);
  if (fresh.length > 0) await insertAuditEvent(tx, actor.id, "group.filled", publicId, { people: fresh.length }, at);
  return fresh.length;
}

/** Takes somebody out of a list. @throws Refused where a rule decides */
export async function takeOutOfGroup(db: Db, actor: Actor, publicId: string, people: readonly string[], at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const group = await keptByHand(tx, publicId);
    const there = await listMemberIds(tx, group.id);
    const out = (await listPeopleByPublicId(tx, people)).filter(({ id }) => there.has(id));
    await deleteMembers(tx, group.id, out.map(({ id }) => id));
    if (out.length > 0) await refreshDuties(tx, { people: out.map(({ id }) => id) }, at);
    if (out.length > 0) await insertAuditEvent(tx, actor.id, "group.emptied", publicId, { people: out.map(({ public_id }) => public_id) }, at);
    return out.length;
  });
}

async function keptByHand(tx: Db, publicId: string): Promise<Group> {
  const group = (await listGroupsLocked(tx, "share")).find(({ public_id }) => public_id === publicId);
  if (!group) throw new NotFound();
  if (group.rule !== null) throw new Refused("groups.by-rule");
  await mayChangeGroupHere(tx, group);
  return group;
}

/** Nobody else changes rules or, meanwhile, people. Admins are held first, as by whoever changes people: two who wait for each other would both wait for ever. */
async function holdRules(tx: Db): Promise<Group[]> {
  await listAdminsLocked(tx);
  return listGroupsLocked(tx, "rules");
}

function ruleText(rule: GroupRule): string {
  return JSON.stringify(groupRuleSchema.parse(rule));
}

function nameIsFree(others: readonly Group[], name: string): void {
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) throw new Refused("groups.name-taken", "name");
}
