import type { Config } from "../../config.ts";
import { listActiveWithRole, type Member } from "../../storage/people.ts";
import type { Db, Person, Team } from "../../storage/tables.ts";
import { listTeams, withAbove } from "../../storage/teams.ts";

/** Who manages what: a team of the learner's or one above it, the nearest first. */
export interface Manager { name: string; team: string }

/** Who can see what of somebody, as things stand. `admins` leaves the person out; many are counted, not named. */
export interface Viewers { privacyMode: Config["privacyMode"]; team: string; managers: Manager[]; admins: { count: number; names: string[] }; isAdmin: boolean }

const MOST_NAMED = 3;

export async function findViewers(db: Db, member: Member, privacyMode: Config["privacyMode"]): Promise<Viewers> {
  const chain = withAbove(await listTeams(db), member.team_id);
  const [managers, admins] = [await listActiveWithRole(db, "manager"), await listActiveWithRole(db, "admin")];
  const others = admins.filter(({ id }) => id !== member.id);
  return {
    privacyMode, team: chain[0]?.name ?? "", managers: managersOf(chain, [...managers, ...admins], member), isAdmin: member.roles.includes("admin"),
    admins: { count: others.length, names: others.length > MOST_NAMED ? [] : others.map(({ name }) => name) },
  };
}

/** Only those who can open the desk: the role may have been taken from them, or they have left. */
function managersOf(chain: readonly Team[], mayManage: readonly Person[], member: Member): Manager[] {
  return chain.flatMap((team) => mayManage.filter(({ id }) => id === team.manager_id && id !== member.id).slice(0, 1).map(({ name }) => ({ name, team: team.name })));
}
