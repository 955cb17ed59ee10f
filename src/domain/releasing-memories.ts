import { addBins, packBins, peopleIn, unpackBins, type MemoryBins, type PackedBins } from "../engine/learning/memory-bins.ts";
import * as store from "../storage/releases.ts";
import type { MemoryRelease } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import type { ToldGroup } from "./releasing.ts";

const NEVER = "";

/** Tells what a group remembers anew when enough of its people have answered since; until then the curve that was told goes on falling. */
export async function releaseMemories(tx: Db, { team, members, above }: ToldGroup, least: number, at: Date): Promise<void> {
  const before = await store.listMemoryReleases(tx, [team], 1);
  const since = before[0]?.at ?? NEVER;
  if ((await store.countRemembering(tx, members, since)) < least) return;

  const now = new Map<string, MemoryBins>(before.map(({ topic }) => [topic, {}]));
  for (const { topic, bins } of await store.listOwnMemories(tx, members)) {
    if (!now.has(topic)) now.set(topic, {});
    addBins(now.get(topic)!, unpackBins(JSON.parse(bins) as PackedBins));
  }
  for (const [topic, bins] of now) if (peopleIn(packBins(bins)) < least) now.delete(topic);
  await store.updateMemoryReleases(tx, [...now].map(([topic, bins]) => ({ team_id: team, own: 1, topic, bins: JSON.stringify(packBins(bins)), at: at.toISOString() })));
  const told = await store.listMemoryReleases(tx, above, 0);
  await store.updateMemoryReleases(tx, above.flatMap((node) => [...now].map(([topic, bins]) => raised(told, node, topic, bins, before, at))));
}

function raised(told: readonly MemoryRelease[], team_id: number, topic: string, now: MemoryBins, before: readonly MemoryRelease[], at: Date): MemoryRelease {
  const bins = binsIn(told.find((row) => row.team_id === team_id && row.topic === topic));
  addBins(bins, binsIn(before.find((row) => row.topic === topic)), -1);
  addBins(bins, now);
  return { team_id, own: 0, topic, bins: JSON.stringify(packBins(bins)), at: at.toISOString() };
}

function binsIn(row: MemoryRelease | undefined): MemoryBins {
  return unpackBins(JSON.parse(row?.bins ?? "[]") as PackedBins);
}
