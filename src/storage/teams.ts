import { countRows } from "./counting-rows.ts";
import { statement } from "./statements.ts";
import type { Db, New, Team } from "./tables.ts";

export function findTeam(db: Db, id: number): Promise<Team | undefined> {
  return db("teams").where({ id }).first();
}

export function findTeamByPublicId(db: Db, publicId: string): Promise<Team | undefined> {
  return db("teams").where({ public_id: publicId }).first();
}

export function listTeams(db: Db): Promise<Team[]> {
  return all(db);
}

const all = statement<[], Team>((db) => db("teams").orderBy("name"));

/** Holds every team until the transaction ends, always in the same order. */
export function listTeamsLocked(db: Db): Promise<Team[]> {
  return db("teams").orderBy("id").forUpdate();
}

/** How many active people stand in each team itself. */
export async function listTeamSizes(db: Db): Promise<{ team_id: number; total: number }[]> {
  const rows = await db("people").select("team_id").count({ total: "*" }).whereNotNull("team_id").whereNull("deactivated_at").groupBy("team_id");
  return rows.map((row) => ({ team_id: Number(row.team_id), total: Number(row["total"]) }));
}

/** The given teams and all below them, each once, whatever the tree looks like. */
export function withBelow(teams: readonly Team[], tops: readonly Team[]): Team[] {
  const reached = new Map(tops.map((team) => [team.id, team]));
  for (const above of reached.values()) {
    for (const team of teams) if (team.parent_id === above.id && !reached.has(team.id)) reached.set(team.id, team);
  }
  return [...reached.values()];
}

/** The team and every team above it, nearest first. */
export function withAbove(teams: readonly Team[], teamId: number | null): Team[] {
  const chain: Team[] = [];
  let next = teams.find((team) => team.id === teamId);
  while (next && !chain.includes(next)) {
    chain.push(next);
    const parentId: number | null = next.parent_id;
    next = teams.find((team) => team.id === parentId);
  }
  return chain;
}

export async function insertTeam(db: Db, team: New<Team>): Promise<Team> {
  const [row] = await db("teams").insert(team).returning("*");
  return row!;
}

export async function updateTeam(db: Db, id: number, changes: Partial<New<Team>>): Promise<void> {
  await db("teams").where({ id }).update(changes);
}

/** What hangs on a team itself; people who were deactivated count too. */
export async function countIn(db: Db, teamId: number): Promise<{ people: number; teams: number; assignments: number }> {
  const total = (table: "people" | "teams" | "assignment_audiences", column: string) => countRows(db(table).where(column, teamId));
  return { people: await total("people", "team_id"), teams: await total("teams", "parent_id"), assignments: await total("assignment_audiences", "team_id") };
}

export async function updateTeamsBelow(tx: Db, fromId: number, toId: number): Promise<void> {
  await tx("teams").where({ parent_id: fromId }).update({ parent_id: toId });
}

/** Assignments go along; where the other team has the same quiz already, both stay: a duty is never lost. */
export async function moveAssignments(tx: Db, fromId: number, toId: number): Promise<void> {
  await tx("assignment_audiences").where({ team_id: fromId }).update({ team_id: toId });
  await tx("policy_audiences").where({ team_id: fromId }).update({ team_id: toId });
  await tx("directory_groups").where({ team_id: fromId }).update({ team_id: toId });
}

export async function deleteTeam(tx: Db, id: number): Promise<void> {
  await tx("directory_groups").where({ team_id: id }).update({ team_id: null });
  await tx("teams").where({ id }).delete();
}

/** The team of this name at one place, which files name teams by; case does not matter. */
export function teamCalled(teams: readonly Team[], name: string, parentId: number | null): Team | undefined {
  return teams.find((team) => team.parent_id === parentId && team.name.toLowerCase() === name.toLowerCase());
}
