import type { Member } from "../storage/visitors.ts";
import { listTeamIdsOf } from "../storage/assignment-outlooks.ts";
import type { Part } from "../storage/assignments.ts";
import type { Db } from "../storage/tables.ts";
import { listTeams, withBelow } from "../storage/teams.ts";
import { NotFound } from "./errors.ts";

/** Whom somebody may give assignments to: everybody, or the people of these teams. */
export type Reach = "everybody" | ReadonlySet<number>;

/** Trainers and admins reach everybody, managers their own teams and those below. */
export async function reachOf(db: Db, member: Pick<Member, "id" | "roles">): Promise<Reach> {
  if (member.roles.includes("trainer") || member.roles.includes("admin")) return "everybody";
  const teams = await listTeams(db);
  return new Set(withBelow(teams, teams.filter(({ manager_id }) => manager_id === member.id)).map(({ id }) => id));
}

/** Whether all of an audience is within reach. */
export async function isWithinReach(db: Db, reach: Reach, parts: readonly Pick<Part, "kind" | "team_id" | "person_id">[]): Promise<boolean> {
  if (reach === "everybody") return true;
  if (parts.some(({ kind }) => kind === "everyone" || kind === "group")) return false;
  const teams = [...parts.flatMap(({ team_id }) => team_id ?? []), ...await listTeamIdsOf(db, parts.flatMap(({ person_id }) => person_id ?? []))];
  return teams.every((id) => id !== null && reach.has(id));
}

/** Whoever reaches too far is told of nothing there. @throws NotFound */
export async function mustReach(db: Db, reach: Reach, parts: Parameters<typeof isWithinReach>[2]): Promise<void> {
  if (!(await isWithinReach(db, reach, parts))) throw new NotFound();
}
