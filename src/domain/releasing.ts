import { groupsOf, NOTHING_TOLD, releaseCount, releaseShare, type Disclosure, type Release } from "../engine/statistics/disclosure.ts";
import { listParents } from "../storage/contributions.ts";
import * as store from "../storage/releases.ts";
import { lockMarks } from "../storage/summary-marks.ts";
import type { ReleaseRow } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { releaseMemories } from "./releasing-memories.ts";
import { tellResultsApart } from "./telling-results-apart.ts";

/** Figures to which each person gives one number once, and such as count who has done something so far. */
const SHARES = ["finished", "first", "right", "sure"];
const COUNTS = ["assigned", "reached", "closed", "head"];

/** A group that figures are told of: the teams whose own people are in it, and the nodes above, which are told what their groups are told together. */
export interface ToldGroup { team: number; members: number[]; above: number[] }

/** Tells of every group what may be told by now (engine/statistics/disclosure.ts). Where names are shown nothing is kept back, so there is nothing to do. */
export async function releaseFigures(db: Db, { mode, least }: Disclosure, at: Date): Promise<void> {
  if (mode === "named") return;
  await db.transaction(async (tx) => {
    await lockMarks(tx);
    const changed = new Set((await store.listNewTeams(tx)).map(({ team_id }) => team_id));
    if (changed.size === 0) return;
    for (const group of await listGroups(tx, least, changed)) {
      const finished = await releaseGroup(tx, group, least);
      if (mode === "pseudonymous") for (const quizId of finished) await tellResultsApart(tx, group, quizId, least);
      await releaseMemories(tx, group, least, at);
    }
    await store.updateSeen(tx, [...changed]);
  });
}

async function listGroups(tx: Db, least: number, changed: ReadonlySet<number>): Promise<ToldGroup[]> {
  const parents = new Map((await listParents(tx)).map(({ id, parent_id }) => [id, parent_id]));
  const members = new Map<number, number[]>();
  for (const [team, group] of groupsOf(parents, await store.listHeads(tx), least)) members.set(group, [...(members.get(group) ?? []), team]);
  return [...members].filter(([, teams]) => teams.some((team) => changed.has(team))).map(([team, teams]) => ({ team, members: teams, above: pathOf(parents, team) }));
}

export function pathOf(parents: ReadonlyMap<number, number | null>, team: number): number[] {
  const path = new Set<number>();
  for (let next: number | null = team; next !== null && !path.has(next); next = parents.get(next) ?? null) path.add(next);
  return [...path.add(0)];
}

/** Says of which quizzes it is told anew how people who finished them did. */
async function releaseGroup(tx: Db, { team, members, above }: ToldGroup, least: number): Promise<number[]> {
  const before = new Map((await store.listReleasesOf(tx, team)).map((row) => [keyOf(row), row]));
  const told: ReleaseRow[] = [];
  for (const { people, amount, ...key } of await store.listOwnSums(tx, members, [...SHARES, ...COUNTS])) {
    const known = before.get(keyOf(key));
    const release = (COUNTS.includes(key.measure) ? releaseCount : releaseShare)(releaseOf(known), { people, amount: amount / 1000 }, least);
    if (!isSame(release, known)) told.push({ team_id: team, own: 1, ...key, people: release.people, low: release.low, high: release.high, seen_people: release.seen.people, seen_amount: Math.round(1000 * release.seen.amount) });
  }
  await store.updateReleases(tx, told);
  const more = told.map((row) => {
    const { people, low, high } = before.get(keyOf(row)) ?? NOTHING_TOLD;
    return { measure: row.measure, subject: row.subject, period: row.period, people: row.people - people, low: row.low - low, high: row.high - high };
  });
  for (const team_id of above) await store.addToReleases(tx, more.map((row) => ({ team_id, own: 0, ...row })));
  return told.filter(({ measure }) => measure === "finished").map(({ subject }) => Number(subject));
}

function releaseOf(row: ReleaseRow | undefined): Release {
  return row ? { people: row.people, low: row.low, high: row.high, seen: { people: row.seen_people, amount: row.seen_amount / 1000 } } : NOTHING_TOLD;
}

function isSame({ people, low, high, seen }: Release, row: ReleaseRow | undefined): boolean {
  return row ? people === row.people && low === row.low && high === row.high && seen.people === row.seen_people : people === 0;
}

function keyOf({ measure, subject, period }: Pick<ReleaseRow, "measure" | "subject" | "period">): string {
  return `${measure}|${subject}|${period}`;
}
