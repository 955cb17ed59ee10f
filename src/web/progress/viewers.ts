import type { Config } from "../../config.ts";
import { readSettings } from "../../domain/installation.ts";
import { findPrivacyNotice, type PrivacyNotice } from "../../domain/privacy-changes.ts";
import { DAY, later } from "../../lib/clock.ts";
import { listActiveWithRole } from "../../storage/people.ts";
import type { Member } from "../../storage/visitors.ts";
import type { Person, Team } from "../../storage/tables.ts";
import { listViewingsOf, type Viewing } from "../../storage/sightings.ts";
import { listTeams, withAbove } from "../../storage/teams.ts";
import type { Deps } from "../deps.ts";

/** Who manages what: a team of the learner's or one above it, the nearest first. */
export interface Manager { name: string; team: string }

/** Who can see what of somebody, as things stand. `isManager`: of the own team, or of one above it. `admins` and `auditors` leave the person out; many are counted, not named. */
export interface Viewers { privacyMode: Config["privacyMode"]; team: string; managers: Manager[]; isManager: boolean; admins: { count: number; names: string[] }; auditors: number; isAdmin: boolean; leastGroup: number; notice: PrivacyNotice | undefined; looks: Viewing[] }

const MOST_NAMED = 3;

export async function findViewers({ db, now, config }: Deps, member: Member): Promise<Viewers> {
  const { privacyMode, leastGroup, viewsDays } = await readSettings(db, config);
  const since = later(now(), -(viewsDays ?? 0) * DAY).toISOString().slice(0, 13);
  const chain = withAbove(await listTeams(db), member.team_id);
  const [managers, admins] = [await listActiveWithRole(db, "manager"), await listActiveWithRole(db, "admin")];
  const others = admins.filter(({ id }) => id !== member.id);
  const auditors = (await listActiveWithRole(db, "auditor")).filter(({ id }) => id !== member.id && !others.some((admin) => admin.id === id));
  return {
    privacyMode, team: chain[0]?.name ?? "", managers: managersOf(chain, [...managers, ...admins], member), isManager: [...managers, ...admins].some(({ id }) => id === member.id) && chain.some(({ manager_id }) => manager_id === member.id), isAdmin: member.roles.includes("admin"),
    admins: { count: others.length, names: others.length > MOST_NAMED ? [] : others.map(({ name }) => name) }, auditors: auditors.length,
    leastGroup, notice: await findPrivacyNotice(db), looks: await listViewingsOf(db, member, since),
  };
}

/** Only those who can open the desk: the role may have been taken from them, or they have left. */
function managersOf(chain: readonly Team[], mayManage: readonly Person[], member: Member): Manager[] {
  return chain.flatMap((team) => mayManage.filter(({ id }) => id === team.manager_id && id !== member.id).slice(0, 1).map(({ name }) => ({ name, team: team.name })));
}
