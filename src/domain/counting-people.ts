import { addBins, packBins, unpackBins, type PackedBins } from "../engine/learning/memory-bins.ts";
import { listPlaces } from "../storage/contributions.ts";
import * as store from "../storage/summaries.ts";
import { SUMMARY_PARTS, type SummaryPart } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { addPerson, figureRows, memoryRows, type Sums } from "./adding-up.ts";
import { contributionsOf, type Counted, type Surroundings } from "./contributing.ts";

type Marked = ReadonlyMap<number, ReadonlySet<SummaryPart>>;

/**
 * Takes away what these people contributed and adds what they contribute now, in every team that they stand in. Of whom stands where they stood only the marked parts are read, and only those that differ are written:
 * a new duty leaves a year of answers alone.
 */
export async function countPeople(tx: Db, marked: Marked, around: Surroundings, at: Date): Promise<void> {
  const ids = [...marked.keys()];
  const active = (await listPlaces(tx, ids)).filter(({ deactivated_at }) => deactivated_at === null);
  const paths = new Map(active.map(({ id, team_id }) => [id, around.pathOf(team_id)]));
  const known = new Map((await store.listCountedPaths(tx, ids)).map(({ person_id, path }) => [person_id, path]));
  const stays = (id: number) => known.get(id) === JSON.stringify(paths.get(id));
  const before = await store.listCountedParts(tx, perPart((part) => [...known.keys()].filter((id) => !stays(id) || marked.get(id)!.has(part))));
  const fresh = await contributionsOf(tx, perPart((part) => [...paths.keys()].filter((id) => !known.has(id) || marked.get(id)!.has(part))), paths, around);

  const sums: Sums = new Map();
  const changes: store.CountedChange[] = [];
  for (const id of ids) changes.push(change(sums, id, { path: known.get(id), parts: before.get(id) ?? {} }, fresh.get(id), stays(id)));
  await write(tx, sums);
  await store.updateCounted(tx, changes, [...known.keys()].filter((id) => !paths.has(id)), at.toISOString());
}

function perPart(ids: (part: SummaryPart) => number[]): Record<SummaryPart, number[]> {
  return Object.fromEntries(SUMMARY_PARTS.map((part) => [part, ids(part)])) as Record<SummaryPart, number[]>;
}

/** One person: what was kept of them, and what they come to now; nothing where they do not count any more. Gives what has to be kept instead. */
function change(sums: Sums, person_id: number, { path, parts }: { path: string | undefined; parts: store.CountedParts }, now: Partial<Counted> | undefined, stays: boolean): store.CountedChange {
  const kept: store.CountedChange = { person_id, ...(now && !stays && { path: now.path! }) };
  for (const part of SUMMARY_PARTS) {
    const [old, made] = [parts[part], now?.[part] === undefined ? undefined : JSON.stringify(now[part])];
    if (stays && old === made) continue;
    if (old !== undefined) addPerson(sums, { path: JSON.parse(path!) as number[], [part]: JSON.parse(old) as unknown }, -1);
    if (now && (made ?? old) !== undefined) addPerson(sums, { path: now.path!, [part]: now[part] ?? (JSON.parse(old!) as unknown) }, 1);
    if (made !== undefined && made !== old) kept[part] = made;
  }
  return kept;
}

async function write(tx: Db, sums: Sums): Promise<void> {
  await store.addToSummaries(tx, figureRows(sums));
  const changed = memoryRows(sums);
  const topics = new Map((await store.listMemorySummaries(tx, changed)).map((row) => [`${row.team_id}|${row.own}|${row.topic}`, row]));
  const rows = changed.map(({ bins, ...node }) => {
    const kept = unpackBins(JSON.parse(topics.get(`${node.team_id}|${node.own}|${node.topic}`)?.bins ?? "[]") as PackedBins);
    addBins(kept, bins);
    return { ...node, bins: JSON.stringify(packBins(kept)) };
  });
  await store.updateMemorySummaries(tx, rows);
  await store.updateNew(tx, [...new Set(changed.filter(({ own }) => own === 1).map(({ team_id }) => team_id))]);
}
