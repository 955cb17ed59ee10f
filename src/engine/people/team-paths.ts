import { say, type Message } from "../../lib/messages.ts";

interface TeamRef { id: number; name: string; parent_id: number | null }

/** Where a text leads: a team that is there, one to be made, or nowhere. */
export type TeamFound = { id: number } | { path: string } | { problem: Message };

const MOST_LEVELS = 12;
const SIGN = " / ";

/**
 * Finds teams by what a file calls them: the path from the top, "Operations / Warehouse", or a name that only one team has. Case does not matter.
 * `creates`: an unknown path gives the path to make, its known part spelled as it is there.
 */
export function teamFinder(teams: readonly TeamRef[], creates: boolean): (typed: string) => TeamFound {
  const byId = new Map(teams.map((team) => [team.id, team]));
  const paths = new Map<string, TeamRef>();
  const names = new Map<string, TeamRef[]>();
  for (const team of teams) {
    paths.set(keyOf(partsUpTo(team, byId)), team);
    names.set(team.name.toLowerCase(), [...(names.get(team.name.toLowerCase()) ?? []), team]);
  }
  const found = new Map<string, TeamFound>();
  return (typed) => {
    const known = found.get(typed) ?? find(typed, { paths, names, byId, creates });
    found.set(typed, known);
    return known;
  };
}

interface Known { paths: Map<string, TeamRef>; names: Map<string, TeamRef[]>; byId: Map<number, TeamRef>; creates: boolean }

function find(typed: string, { paths, names, byId, creates }: Known): TeamFound {
  const parts = typed.split(/\s*[/›>]\s*/u).map((part) => part.trim());
  const same = paths.get(keyOf(parts));
  if (same) return { id: same.id };
  const named = names.get(typed.toLowerCase()) ?? [];
  if (named.length === 1) return { id: named[0]!.id };
  if (named.length > 1) return { problem: say("people-lines.team-ambiguous", { team: typed.slice(0, 120) }) };
  if (parts.length > MOST_LEVELS || parts.some((part) => part === "" || part.length > 120)) return { problem: say("people-lines.team-odd", { team: typed.slice(0, 120) }) };
  if (!creates) return { problem: say("people-lines.team-unknown", { team: typed.slice(0, 120) }) };
  return { path: spelled(parts, paths, byId).join(SIGN) };
}

/** The way from the top; a circle ends it. */
function partsUpTo(team: TeamRef, byId: ReadonlyMap<number, TeamRef>): string[] {
  const chain: TeamRef[] = [];
  for (let next: TeamRef | undefined = team; next && !chain.includes(next); next = next.parent_id === null ? undefined : byId.get(next.parent_id)) chain.unshift(next);
  return chain.map(({ name }) => name);
}

function spelled(parts: readonly string[], paths: ReadonlyMap<string, TeamRef>, byId: ReadonlyMap<number, TeamRef>): string[] {
  for (let known = parts.length - 1; known > 0; known--) {
    const team = paths.get(keyOf(parts.slice(0, known)));
    if (team) return [...partsUpTo(team, byId), ...parts.slice(known)];
  }
  return [...parts];
}

function keyOf(parts: readonly string[]): string {
  return parts.map((part) => part.toLowerCase()).join("\u0000");
}

/** "A / B / C" -> ["A", "B", "C"] */
export function partsOf(path: string): string[] {
  return path.split(SIGN);
}
