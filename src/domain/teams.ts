import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPersonByPublicId, listRolesOf } from "../storage/people.ts";
import type { Db, New, Team } from "../storage/tables.ts";
import { insertTeam, listTeamsLocked, teamCalled, updateTeam, withBelow } from "../storage/teams.ts";
import { NotFound, Refused } from "./errors.ts";
import { refreshGroups } from "./refreshing-groups.ts";

interface Actor { id: number }
/** `parent` and `manager` are public ids, or empty. */
export interface TeamDetails { name: string; parent: string; manager: string }

export async function addTeam(db: Db, actor: Actor, details: TeamDetails, at: Date): Promise<Team> {
  return db.transaction(async (tx) => {
    const place = await placeOf(tx, await listTeamsLocked(tx), details);
    const team = await insertTeam(tx, { public_id: newPublicId(), ...place });
    if (place.manager_id !== null) await refreshGroups(tx, [place.manager_id], at);
    await insertAuditEvent(tx, actor.id, "team.added", team.public_id, { ...place }, at);
    return team;
  });
}

/** All teams are held while one moves, or two moves at once could close a circle. */
export async function changeTeam(db: Db, actor: Actor, publicId: string, details: TeamDetails, at: Date): Promise<Team> {
  return db.transaction(async (tx) => {
    const teams = await listTeamsLocked(tx);
    const team = teams.find((one) => one.public_id === publicId);
    if (!team) throw new NotFound();
    const place = await placeOf(tx, teams, details, team);
    if (withBelow(teams, [team]).some((below) => below.id === place.parent_id)) throw new Refused("teams.circle", "parent");
    await updateTeam(tx, team.id, place);
    await refreshGroups(tx, "all", at);
    await insertAuditEvent(tx, actor.id, "team.changed", publicId, { from: placeIn(team), to: place }, at);
    return { ...team, ...place };
  });
}

type Place = Omit<New<Team>, "public_id">;

/** `before`: the team that is to be changed. */
async function placeOf(db: Db, teams: readonly Team[], { name, parent, manager }: TeamDetails, before?: Team): Promise<Place> {
  const above = teams.find((team) => team.public_id === parent);
  if (parent !== "" && !above) throw new Refused("people.team-gone", "parent");
  const parent_id = above?.id ?? null;
  if ((name !== before?.name || parent_id !== before.parent_id) && teamCalled(teams.filter(({ id }) => id !== before?.id), name, parent_id)) throw new Refused("teams.name-taken", "name", { name });
  return { name, parent_id, manager_id: await managerIdOf(db, manager) };
}

async function managerIdOf(db: Db, publicId: string): Promise<number | null> {
  if (publicId === "") return null;
  const person = await findPersonByPublicId(db, publicId);
  const isManager = person && person.deactivated_at === null && (await listRolesOf(db, person.id)).includes("manager");
  if (!isManager) throw new Refused("teams.no-such-manager", "manager");
  return person.id;
}

function placeIn({ name, parent_id, manager_id }: Team): Place {
  return { name, parent_id, manager_id };
}
