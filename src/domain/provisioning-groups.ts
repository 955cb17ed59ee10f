import { newPublicId } from "../lib/ids.ts";
import { badValue, ScimError } from "../lib/scim/errors.ts";
import { countNaming } from "../storage/assignments.ts";
import { countMembersOf, findFilledGroup, findFillingLocked, findFillingOf, listMembersAmong, updateFilling, upsertFilling, type FilledGroup } from "../storage/directory-groups.ts";
import { listVisibleIds } from "../storage/directory-people.ts";
import { deleteGroup, deleteMembers, insertGroup, insertMembers, listGroupsLocked, listMemberIds, updateGroup } from "../storage/groups.ts";
import type { Group } from "../storage/people-tables.ts";
import { listAdminsLocked } from "../storage/people.ts";
import type { Db } from "../storage/tables.ts";
import { isTaken, noted, taken, type Client } from "./provisioned-rows.ts";
import { placeByGroups } from "./provisioned-teams.ts";
import { refreshDuties } from "./refreshing-duties.ts";

/** What is to become of a group. `add` and `remove` are public ids of people; `only` makes these the members first. */
export interface GroupChange { name?: string; external_id?: string | null; only?: readonly string[]; add: readonly string[]; remove: readonly string[] }

/** Makes a group that the directory fills, or goes on with one that it deleted before. @throws ScimError uniqueness */
export async function addProvisionedGroup(db: Db, client: Client, { name, external_id = null, add }: GroupChange & { name: string }, at: Date): Promise<FilledGroup> {
  return db.transaction(async (tx) => {
    const groups = await holdGroups(tx);
    const before = await findGoneGroup(tx, client, groups, { name, external_id });
    const time = at.toISOString();
    const group = before ?? (await insertGroup(tx, { public_id: newPublicId(), name, rule: null, created_at: time }));
    if (before) await renameGroup(tx, client, groups, before, name, at);
    await upsertFilling(tx, { group_id: group.id, directory_id: client.directory.id, external_id, team_id: null, version: 1, created_at: time, updated_at: time, gone_at: null }).catch(isTaken);
    if (!before) await noted(tx, client, "group.added", group, { name, rule: null }, at);
    await changeMembers(tx, client, group, { only: [], add, remove: [] }, at);
    return (await findFilledGroup(tx, client.directory, group.public_id))!;
  });
}

/** Undefined for a group that the directory's programs do not see. `check` is told how it is, held until the change is made. */
export async function changeProvisionedGroup(db: Db, client: Client, publicId: string, change: GroupChange, check: (now: FilledGroup, members: number) => void, at: Date): Promise<FilledGroup | undefined> {
  return db.transaction(async (tx) => {
    const groups = change.name === undefined ? await listGroupsLocked(tx, "share") : await holdGroups(tx);
    const now = await findHeld(tx, client, publicId, check);
    if (!now) return undefined;
    if (change.name !== undefined) await renameGroup(tx, client, groups, now, change.name, at);
    await changeMembers(tx, client, now, change, at);
    await updateFilling(tx, now.id, { version: now.version + 1, updated_at: at.toISOString(), ...(change.external_id !== undefined && { external_id: change.external_id }) }).catch(isTaken);
    return findFilledGroup(tx, client.directory, publicId);
  });
}

/** The people stay as they are. A group that assignments name stays too, as a list that admins keep, so that nobody loses a duty by it. */
export async function removeProvisionedGroup(db: Db, client: Client, publicId: string, check: (now: FilledGroup, members: number) => void, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    await holdGroups(tx);
    const group = await findHeld(tx, client, publicId, check);
    if (!group) return false;
    const members = await listMemberIds(tx, group.id);
    if ((await countNaming(tx, { group_id: group.id })) > 0) await updateFilling(tx, group.id, { gone_at: at.toISOString() });
    else await deleteGroup(tx, group.id);
    await placeByGroups(tx, client, [...members], at);
    await noted(tx, client, "group.removed", group, { name: group.name }, at);
    return true;
  });
}

async function findHeld(tx: Db, client: Client, publicId: string, check: (now: FilledGroup, members: number) => void): Promise<FilledGroup | undefined> {
  const found = await findFilledGroup(tx, client.directory, publicId);
  if (!found || !(await findFillingLocked(tx, found.id))) return undefined;
  const now = await findFilledGroup(tx, client.directory, publicId);
  if (now) check(now, await countMembersOf(tx, now.id));
  return now;
}

/** Nobody else makes or renames groups meanwhile. */
async function holdGroups(tx: Db): Promise<Group[]> {
  await listAdminsLocked(tx);
  return listGroupsLocked(tx, "rules");
}

async function findGoneGroup(tx: Db, { directory }: Client, groups: readonly Group[], { name, external_id }: { name: string; external_id: string | null }): Promise<Group | undefined> {
  const same = groups.find((group) => group.name.toLowerCase() === name.toLowerCase());
  const filling = same ? await findFillingLocked(tx, same.id) : undefined;
  if (same && (!filling || filling.gone_at === null || filling.directory_id !== directory.id)) throw taken(filling ? "group-taken" : "group-by-hand");
  if (same) return same;
  const known = external_id === null ? undefined : await findFillingOf(tx, directory, external_id);
  if (known && known.gone_at === null) throw taken("external-id-taken");
  return known && groups.find(({ id }) => id === known.group_id);
}

async function renameGroup(tx: Db, client: Client, groups: readonly Group[], group: Group, name: string, at: Date): Promise<void> {
  if (name === group.name) return;
  if (groups.some((other) => other.id !== group.id && other.name.toLowerCase() === name.toLowerCase())) throw taken("group-taken");
  await updateGroup(tx, group.id, { name });
  await noted(tx, client, "group.changed", group, { from: { name: group.name }, to: { name } }, at);
}

/** Only who comes and who goes is written, whatever the size of the group. */
async function changeMembers(tx: Db, client: Client, group: Group, { only, add, remove }: Pick<GroupChange, "only" | "add" | "remove">, at: Date): Promise<void> {
  if (!only && add.length === 0 && remove.length === 0) return;
  const ids = await listVisibleIds(tx, client.directory, [...new Set([...(only ?? []), ...add, ...remove])]);
  const missing = [...(only ?? []), ...add].find((publicId) => !ids.has(publicId));
  if (missing !== undefined) throw badValue("no-such-member", { id: missing.slice(0, 60) });
  const idOf = (publicId: string) => ids.get(publicId);
  const there = only ? await listMemberIds(tx, group.id) : await listMembersAmong(tx, group.id, [...ids.values()]);
  const wanted = new Set<number | undefined>([...(only ?? []), ...add].map(idOf));
  const gone = [...(only ? there : remove.map(idOf))].filter((id): id is number => id !== undefined && there.has(id) && !wanted.has(id));
  const come = [...wanted].filter((id): id is number => id !== undefined && !there.has(id));
  await deleteMembers(tx, group.id, gone);
  await insertMembers(tx, group.id, come);
  await placeByGroups(tx, client, [...come, ...gone], at);
  if (come.length + gone.length > 0) await refreshDuties(tx, come.length + gone.length > MANY ? {} : { people: [...come, ...gone] }, at);
  if (come.length > 0) await noted(tx, client, "group.filled", group, { people: come.length }, at);
  if (gone.length > 0) await noted(tx, client, "group.emptied", group, { people: gone.length }, at);
}

/** So many people are looked at with everybody else. */
const MANY = 2_000;

/** @throws ScimError for a name that no group can have */
export function groupName(said: unknown): string {
  const name = typeof said === "string" ? said.normalize("NFC").replace(/\s+/gu, " ").trim() : "";
  if (name === "" || name.length > 120 || /[\p{Cc}\p{Cf}]/u.test(name)) throw new ScimError(400, "invalidValue", "scim-errors.group-name");
  return name;
}
