import { addBins, packBins, unpackBins, type MemoryBins, type PackedBins } from "../engine/learning/memory-bins.ts";
import { listParents } from "../storage/contributions.ts";
import { addToReleases, takeRolledUp, updateMemoryReleases } from "../storage/releases.ts";
import type { MemoryRelease, ReleaseRow } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { pathOf } from "./releasing.ts";

type Rolled = Omit<ReleaseRow, "seen_people" | "seen_amount">;

/** After teams were moved: what is told of the teams above is added up anew from what was told of each group. */
export async function rollUpAnew(tx: Db): Promise<void> {
  const { figures, memories } = await takeRolledUp(tx);
  const parents = new Map((await listParents(tx)).map(({ id, parent_id }) => [id, parent_id]));
  const sums = new Map<string, Rolled>();
  for (const { team_id: team, measure, subject, period, people, low, high } of figures) for (const team_id of pathOf(parents, team)) {
    const key = `${team_id}|${measure}|${subject}|${period}`;
    const sum = sums.get(key) ?? { team_id, own: 0, measure, subject, period, people: 0, low: 0, high: 0 };
    sums.set(key, { ...sum, people: sum.people + people, low: sum.low + low, high: sum.high + high });
  }
  await addToReleases(tx, [...sums.values()]);
  await updateMemoryReleases(tx, rolledMemories(memories, (team) => pathOf(parents, team)));
}

function rolledMemories(memories: readonly MemoryRelease[], above: (team: number) => number[]): MemoryRelease[] {
  const sums = new Map<string, { team_id: number; topic: string; bins: MemoryBins; at: string }>();
  for (const { team_id: team, topic, bins, at } of memories) for (const team_id of above(team)) {
    const sum = sums.get(`${team_id}|${topic}`) ?? { team_id, topic, bins: {}, at };
    addBins(sum.bins, unpackBins(JSON.parse(bins) as PackedBins));
    sums.set(`${team_id}|${topic}`, sum);
  }
  return [...sums.values()].map(({ bins, ...row }) => ({ ...row, own: 0, bins: JSON.stringify(packBins(bins)) }));
}
