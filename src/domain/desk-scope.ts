import type { PrivacyMode } from "../engine/statistics/disclosure.ts";
import { groupBy } from "../lib/groups.ts";
import { say, type Words } from "../lib/messages.ts";
import { fold } from "../lib/text.ts";
import type { Member } from "../storage/visitors.ts";
import type { TeamNode } from "../storage/summary-tables.ts";
import type { Db, Team } from "../storage/tables.ts";
import { listHeldTeams } from "../storage/held-teams.ts";

/** What people without a team go by in addresses. */
export const TEAMLESS = "no-team";

/** A team as the desk shows it; `id` 0 stands for the people without a team. `above`: the names of the teams above it, as far as the reader sees them. */
export interface DeskTeam { id: number; public_id: string; name: Words; above: string[]; parent_id: number | null }
/** One line of a table: what is added up in it, and where it leads. */
export interface Line { name: Words; nodes: TeamNode[]; href: string | null }

/** What a manager may see: their own teams and all below them; an admin everything. */
export interface DeskScope { tops: DeskTeam[]; find: (publicId: string) => DeskTeam | undefined; below: (team: Pick<DeskTeam, "id">) => DeskTeam[]; isAll: boolean }

export async function deskScope(db: Db, member: Member): Promise<DeskScope> {
  const teams = await listHeldTeams(db);
  if (!member.roles.includes("admin")) return scopeOf(teams, topmost(teams, teams.filter(({ manager_id }) => manager_id === member.id)));
  const known = wholes.get(teams) ?? scopeOf(teams);
  wholes.set(teams, known);
  return known;
}

/** What administrators see is the same for all of them as long as no team changes. */
const wholes = new WeakMap<readonly Team[], DeskScope>();

/** Of these teams and those below them, or of everything. */
function scopeOf(teams: readonly Team[], own?: readonly Team[]): DeskScope {
  const isAll = own === undefined;
  const children = groupBy(teams, ({ parent_id }) => String(parent_id ?? 0));
  const seen = new Map<number, DeskTeam>();
  const look = ({ id, public_id, name, parent_id }: Team, above: string[]): void => {
    if (seen.has(id)) return;
    seen.set(id, { id, public_id, name, above, parent_id });
    for (const child of children.get(String(id)) ?? []) look(child, [...above, name]);
  };
  const tops = own ?? children.get("0") ?? [];
  for (const top of tops) look(top, []);
  const teamless: DeskTeam[] = isAll ? [{ id: 0, public_id: TEAMLESS, name: say("desk.no-team"), above: [], parent_id: null }] : [];
  const byAddress = new Map([...seen.values(), ...teamless].map((team) => [team.public_id, team]));
  return { tops: [...tops.map(({ id }) => seen.get(id)!), ...teamless], find: (publicId) => byAddress.get(publicId), below: ({ id }) => (id === 0 ? [] : (children.get(String(id)) ?? []).flatMap((team) => seen.get(team.id) ?? [])), isAll };
}

/** Those of them that stand under none of the others. */
function topmost(teams: readonly Team[], own: readonly Team[]): Team[] {
  const byId = new Map(teams.map((team) => [team.id, team]));
  const ids = new Set(own.map(({ id }) => id));
  const isUnder = (team: Team): boolean => {
    const met = new Set<number>([team.id]);
    for (let next = byId.get(team.parent_id ?? 0); next && !met.has(next.id); next = byId.get(next.parent_id ?? 0)) { if (ids.has(next.id)) return true; met.add(next.id); }
    return false;
  };
  return own.filter((team) => !isUnder(team));
}

/** The teams that the reader sees, all or those below one, whose path has every word of the search in it. */
function teamsFound(scope: DeskScope, search: string, under?: DeskTeam): DeskTeam[] {
  const words = fold(search).split(" ").filter(Boolean);
  const withBelow = (teams: readonly DeskTeam[]): DeskTeam[] => teams.flatMap((team) => [team, ...withBelow(scope.below(team))]);
  return withBelow(under ? scope.below(under) : scope.tops).filter(({ name, above }) => typeof name === "string" && words.every((word) => fold([...above, name].join(" ")).includes(word)));
}

/** Those teams as lines, called by their paths. */
export function foundLines(scope: DeskScope, search: string, under?: DeskTeam): Line[] {
  return teamsFound(scope, search, under).map((team) => ({ name: [...team.above, team.name as string].join(" › "), nodes: [nodeOf(team)], href: hrefOf(team) }));
}

/** Everything that the reader sees, or one team with those below it, as one line. */
export function totalLine({ tops, isAll }: DeskScope, team?: DeskTeam): Line {
  const nodes = team ? [nodeOf(team)] : isAll ? [{ team_id: 0, own: 0 as const }] : tops.map(nodeOf);
  return { name: say("desk.together"), nodes, href: null };
}

/** The parts of that line that share nobody: the teams right below, and the own people of the team itself. */
export function partLines(scope: DeskScope, mode: PrivacyMode, team?: DeskTeam): Line[] {
  const only = scope.isAll || scope.tops.length !== 1 ? undefined : scope.tops[0];
  const top = team ?? (only && scope.below(only).length > 0 ? only : undefined);
  const below = top ? scope.below(top) : scope.tops;
  const own: Line[] = top && below.length > 0 ? [{ name: say(mode === "named" ? "desk.own-people" : "desk.own-and-small"), nodes: [{ team_id: top.id, own: 1 }], href: team ? null : hrefOf(top) }] : [];
  return [...own, ...below.map((one): Line => ({ name: one.id === 0 && mode !== "named" ? say("desk.no-team-and-small") : one.name, nodes: [nodeOf(one)], href: hrefOf(one) }))];
}

function hrefOf({ public_id }: DeskTeam): string {
  return `/desk/teams/${public_id}`;
}

export function nodeOf({ id }: Pick<DeskTeam, "id">): TeamNode {
  return { team_id: id, own: id === 0 ? 1 : 0 };
}
