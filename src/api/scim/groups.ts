import { addProvisionedGroup, changeProvisionedGroup, removeProvisionedGroup, type GroupChange } from "../../domain/provisioning-groups.ts";
import { badValue } from "../../lib/scim/errors.ts";
import { readChanges, readResource } from "../../lib/scim/normalising.ts";
import type { Resource } from "../../lib/scim/patching.ts";
import { GROUP } from "../../lib/scim/schemas.ts";
import { isWanted, selected, type Selection } from "../../lib/scim/selecting.ts";
import { groupBy } from "../../lib/groups.ts";
import { countMembersOf, findFilledGroup, listFittingGroups, listMembersOfGroups, type FilledGroup, type MemberOfGroup } from "../../storage/directory-groups.ts";
import type { Db } from "../../storage/tables.ts";
import { listReply, mustBeSeen, notFound, selectionOf, type Call, type Deeds, type Reply } from "./calls.ts";
import { groupChange } from "./group-changes.ts";

/** Groups that a directory fills. */
export const GROUPS: Deeds = {
  async list(call, query) {
    const { groups, total } = await listFittingGroups(call.db, call.client.directory, query);
    return listReply(await showGroups(call, groups, query.selection), query, total);
  },
  async find(call, id) {
    const group = await findFilledGroup(call.db, call.client.directory, id);
    if (!group) throw notFound(id);
    return reply(call, group, 200, []);
  },
  async add(call) {
    const { operations, ignored } = readResource("Group", call.body);
    const { name, ...change } = groupChange(operations);
    if (name === undefined) throw badValue("group-name");
    return reply(call, await addProvisionedGroup(call.db, call.client, { ...change, name }, call.at), 201, ignored);
  },
  async replace(call, id) {
    const { operations, ignored } = readResource("Group", call.body);
    const change = groupChange(operations);
    if (change.name === undefined) throw badValue("group-name");
    return reply(call, await changed(call, id, { external_id: null, ...change, only: [] }), 200, ignored);
  },
  async change(call, id) {
    const { operations, ignored } = readChanges("Group", call.body);
    const group = await changed(call, id, groupChange(operations));
    return call.query["attributes"] === undefined ? { status: 204, tag: await versionOf(call.db, group), ignored } : reply(call, group, 200, ignored);
  },
  async remove(call, id) {
    if (!(await removeProvisionedGroup(call.db, call.client, id, seen(call), call.at))) throw notFound(id);
    return { status: 204 };
  },
};

async function changed(call: Call, id: string, change: GroupChange): Promise<FilledGroup> {
  const group = await changeProvisionedGroup(call.db, call.client, id, change, seen(call), call.at);
  if (!group) throw notFound(id);
  return group;
}

function seen(call: Call): (now: FilledGroup, members: number) => void {
  return (now, members) => mustBeSeen(call, tagOf(now, members));
}

async function reply(call: Call, group: FilledGroup, status: number, ignored: readonly string[]): Promise<Reply> {
  const [shown] = await showGroups(call, [group], selectionOf("Group", call));
  return { status, body: shown!, tag: await versionOf(call.db, group), location: `${call.base}/Groups/${group.public_id}`, ignored };
}

async function showGroups({ db, base }: Call, groups: readonly FilledGroup[], selection: Selection): Promise<Resource[]> {
  const members = isWanted(selection, "members") ? groupBy(await listMembersOfGroups(db, groups.map(({ id }) => id)), ({ group_id }) => String(group_id)) : undefined;
  const shown: Resource[] = [];
  for (const group of groups) {
    const its = members && (members.get(String(group.id)) ?? []);
    shown.push(selected(groupOf(group, its, its ? tagOf(group, its.length) : await versionOf(db, group), base), selection));
  }
  return shown;
}

function groupOf({ public_id, name, external_id, created_at, updated_at }: FilledGroup, members: readonly MemberOfGroup[] | undefined, version: string, base: string): Resource {
  return {
    schemas: [GROUP], id: public_id, ...(external_id !== null && { externalId: external_id }), displayName: name,
    ...(members && { members: members.map((member) => ({ value: member.public_id, $ref: `${base}/Users/${member.public_id}`, display: member.name, type: "User" })) }),
    meta: { resourceType: "Group", created: created_at, lastModified: updated_at, location: `${base}/Groups/${public_id}`, version },
  };
}

async function versionOf(db: Db, group: FilledGroup): Promise<string> {
  return tagOf(group, await countMembersOf(db, group.id));
}

/** Somebody who is erased leaves a group without a change of it: hence how many are in it. */
function tagOf({ version }: FilledGroup, members: number): string {
  return `W/"${version}-${members}"`;
}
