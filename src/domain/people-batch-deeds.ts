import { newPublicId } from "../lib/ids.ts";
import { deleteRoleOf, deleteSessionsOfAll, insertRoleFor, stopRemindersOf, updatePeople } from "../storage/people-batches.ts";
import { countActiveAdmins, listPeopleById } from "../storage/people.ts";
import type { Db, Person, Role } from "../storage/tables.ts";
import { findTeamByPublicId } from "../storage/teams.ts";
import { Refused } from "./errors.ts";
import { putIntoGroup } from "./groups.ts";
import { refreshGroups } from "./refreshing-groups.ts";
import { queueEvents } from "./webhook-events.ts";
import { inviteTogether } from "./welcoming.ts";

type Deed = (tx: Db, actor: Pick<Person, "id">, ids: readonly number[], value: string, at: Date) => Promise<void>;

/** What is done to many people at once; who they are was looked at before. */
export const BATCH_DEEDS: Record<"team" | "add-role" | "remove-role" | "invite" | "deactivate" | "reactivate" | "group", Deed> = {
  team: async (tx, _actor, ids, value, at) => {
    await updatePeople(tx, ids, { team_id: value === "" ? null : (await findTeamByPublicId(tx, value))!.id });
    await refreshGroups(tx, ids, at);
  },
  "add-role": async (tx, _actor, ids, value, at) => { await insertRoleFor(tx, ids, value as Role); await refreshGroups(tx, ids, at); },
  "remove-role": async (tx, _actor, ids, value, at) => {
    await deleteRoleOf(tx, ids, value as Role);
    await mustKeepAnAdmin(tx);
    await refreshGroups(tx, ids, at);
  },
  invite: (tx, _actor, ids, _value, at) => inviteTogether(tx, ids, newPublicId(), at),
  deactivate: async (tx, _actor, ids, _value, at) => {
    await updatePeople(tx, ids, { deactivated_at: at.toISOString() });
    await mustKeepAnAdmin(tx);
    await deleteSessionsOfAll(tx, ids);
    await stopRemindersOf(tx, ids);
    await queueEvents(tx, "person.deactivated", ids.map((personId) => ({ personId, data: {} })), at);
    await refreshGroups(tx, await withLeads(tx, ids), at);
  },
  reactivate: async (tx, _actor, ids, _value, at) => {
    await updatePeople(tx, ids, { deactivated_at: null });
    await refreshGroups(tx, await withLeads(tx, ids), at);
  },
  group: async (tx, actor, ids, value, at) => { await putIntoGroup(tx, actor, value, ids, at); },
};

async function mustKeepAnAdmin(tx: Db): Promise<void> {
  if ((await countActiveAdmins(tx)) === 0) throw new Refused("people.last-admin");
}

/** They, and who leads them. */
async function withLeads(tx: Db, ids: readonly number[]): Promise<number[]> {
  return [...ids, ...(await listPeopleById(tx, ids)).flatMap(({ line_manager_id }) => line_manager_id ?? [])];
}
