import { say, type Words } from "../../lib/messages.ts";
import type { DeskScope } from "../../storage/desk.ts";
import type { Member } from "../../storage/people.ts";
import type { Db, Team } from "../../storage/tables.ts";
import { listTeams, withAbove, withBelow } from "../../storage/teams.ts";

/** A team as the desk shows it; `id` null stands for the people without a team. */
export interface DeskTeam { id: number | null; public_id: string; name: Words; above: number[] }

/** What people without a team go by in addresses. */
export const TEAMLESS = "no-team";

/** The teams that this member may see, by name: a manager's own and all below them, every one for an admin. */
export async function listDeskTeams(db: Db, member: Member): Promise<DeskTeam[]> {
  const teams = await listTeams(db);
  const isAdmin = member.roles.includes("admin");
  const seen = isAdmin ? teams : withBelow(teams, teams.filter((team) => team.manager_id === member.id));
  const rows = seen.map((team) => deskTeam(team, teams, seen)).sort((a, b) => a.name.localeCompare(b.name, "en"));
  return isAdmin ? [...rows, { id: null, public_id: TEAMLESS, name: say("desk.no-team"), above: [] }] : rows;
}

/** Named by its place in the tree, as far as this member sees it. */
function deskTeam({ id, public_id }: Team, all: readonly Team[], seen: readonly Team[]): DeskTeam & { name: string } {
  const chain = withAbove(all, id);
  const name = chain.filter((team) => seen.some((other) => other.id === team.id)).map((team) => team.name).reverse().join(" › ");
  return { id, public_id, name, above: chain.map((team) => team.id) };
}

export function scopeOf(teams: readonly DeskTeam[]): DeskScope {
  return { teamIds: teams.flatMap((team) => team.id ?? []), withTeamless: teams.some((team) => team.id === null) };
}
