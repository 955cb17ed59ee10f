import { groupBy } from "../../lib/groups.ts";
import type { Team } from "../../storage/tables.ts";
import { withAbove } from "../../storage/teams.ts";

export interface TeamBranch { team: Team; below: TeamBranch[] }

/** The teams as a tree. A team whose parent is missing stands at the top. */
export function treeOf(teams: readonly Team[]): TeamBranch[] {
  const known = new Set(teams.map((team) => team.id));
  const children = groupBy(teams, ({ parent_id }) => String(parent_id));
  const branch = (team: Team): TeamBranch => ({ team, below: (children.get(String(team.id)) ?? []).map(branch) });
  return teams.filter((team) => team.parent_id === null || !known.has(team.parent_id)).map(branch);
}

/** "Operations / Night shift" */
export function pathOf(teams: readonly Team[], teamId: number | null): string {
  return withAbove(teams, teamId).map((team) => team.name).reverse().join(" / ");
}

/** Teams whose path has every word of the search in it, with their paths. */
export function teamsCalled(teams: readonly Team[], search: string): { team: Team; path: string }[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return pathsOf(teams).filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)));
}

/** Every team with its path, in the order of the tree. */
function pathsOf(teams: readonly Team[]): { team: Team; path: string }[] {
  const walk = (branches: TeamBranch[], above: string): { team: Team; path: string }[] => branches.flatMap(({ team, below }) => [{ team, path: above + team.name }, ...walk(below, `${above}${team.name} / `)]);
  return walk(treeOf(teams), "");
}

/** For a list to choose from, in the order of the tree. */
export function teamOptions(teams: readonly Team[]): { value: string; label: string }[] {
  return pathsOf(teams).map(({ team, path }) => ({ value: team.public_id, label: path }));
}
