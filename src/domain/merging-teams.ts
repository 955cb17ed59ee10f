import { say } from "../lib/messages.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { updateTeamOf } from "../storage/people-batches.ts";
import { listGroups, updateGroup } from "../storage/groups.ts";
import { moveChannels } from "../storage/channels.ts";
import type { Db, Team } from "../storage/tables.ts";
import { deleteTeam, listTeamsLocked, moveAssignments, updateTeamsBelow, withBelow, countIn } from "../storage/teams.ts";
import { Refused } from "./errors.ts";
import { refreshGroups } from "./refreshing-groups.ts";

interface Actor { id: number }

/** Puts everything of one team into another: its people, the teams below it, its assignments, and what rules say of it. The team itself goes. Says how many people moved. */
export async function mergeTeam(db: Db, actor: Actor, publicId: string, into: string, at: Date): Promise<{ from: Team; to: Team; people: number } | undefined> {
  return db.transaction(async (tx) => {
    const teams = await listTeamsLocked(tx);
    const [from, to] = [publicId, into].map((id) => teams.find((team) => team.public_id === id));
    if (!from) return undefined;
    if (!to) throw new Refused("people.team-gone", "into");
    if (withBelow(teams, [from]).includes(to)) throw new Refused("teams.merge-below", "into");
    const people = await updateTeamOf(tx, from.id, to.id);
    await updateTeamsBelow(tx, from.id, to.id);
    await moveAssignments(tx, from.id, to.id);
    await moveChannels(tx, from.id, to.id);
    for (const { id, rule } of await listGroups(tx)) if (rule?.includes(`"${from.public_id}"`)) await updateGroup(tx, id, { rule: rule.replaceAll(`"${from.public_id}"`, `"${to.public_id}"`) });
    await deleteTeam(tx, from.id);
    await refreshGroups(tx, "all", at);
    await insertAuditEvent(tx, actor.id, "team.merged", publicId, { into, people, name: from.name }, at);
    return { from, to, people };
  });
}

/** Removes a team that has nobody, nothing below it and no assignment. A second click finds it gone. */
export async function removeTeam(db: Db, actor: Actor, publicId: string, at: Date): Promise<Team | undefined> {
  return db.transaction(async (tx) => {
    const team = (await listTeamsLocked(tx)).find(({ public_id }) => public_id === publicId);
    if (!team) return undefined;
    const { people, teams, assignments } = await countIn(tx, team.id);
    if (people + teams + assignments > 0) throw new Refused("teams.not-empty", "form", { people: say("teams.held-people", { count: people }), teams: say("teams.held-teams", { count: teams }), assignments: say("teams.held-assignments", { count: assignments }) });
    if ((await listGroups(tx)).some(({ rule }) => rule?.includes(`"${publicId}"`))) throw new Refused("teams.in-rule");
    await deleteTeam(tx, team.id);
    if (team.manager_id !== null) await refreshGroups(tx, [team.manager_id], at);
    await insertAuditEvent(tx, actor.id, "team.removed", publicId, { name: team.name }, at);
    return team;
  });
}
