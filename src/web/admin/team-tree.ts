import type { Team } from "../../storage/tables.ts";
import { withAbove } from "../../storage/teams.ts";

export interface TeamBranch { team: Team; below: TeamBranch[] }

/** The teams as a tree. A team whose parent is missing stands at the top. */
export function treeOf(teams: readonly Team[]): TeamBranch[] {
  const known = new Set(teams.map((team) => team.id));
  const branch = (team: Team): TeamBranch => ({ team, below: teams.filter((one) => one.parent_id === team.id).map(branch) });
  return teams.filter((team) => team.parent_id === null || !known.has(team.parent_id)).map(branch);
}

/** "Operations / Night shift" */
export function pathOf(teams: readonly Team[], teamId: number | null): string {
  return withAbove(teams, teamId).map((team) => team.name).reverse().join(" / ");
}

/** For a list to choose from, in the order of the tree. */
export function teamOptions(teams: readonly Team[]): { value: string; label: string }[] {
  const flat = (branches: TeamBranch[]): Team[] => branches.flatMap(({ team, below }) => [team, ...flat(below)]);
  return flat(treeOf(teams)).map((team) => ({ value: team.public_id, label: pathOf(teams, team.id) }));
}
