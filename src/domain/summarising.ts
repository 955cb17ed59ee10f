import { addBins, packBins, unpackBins, type PackedBins } from "../engine/learning/memory-bins.ts";
import { listPlaces } from "../storage/contributions.ts";
import * as store from "../storage/summaries.ts";
import * as marks from "../storage/summary-marks.ts";
import { SUMMARY_PARTS, type CountedPerson, type SummaryMark, type SummaryPart } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { addPerson, figureRows, memoryRows, type Sums } from "./adding-up.ts";
import { rollUpAnew } from "./rolling-up.ts";
import { contributionsOf, surroundings, type Counted, type Surroundings } from "./contributing.ts";

/** As many marks as are worked off before others have their turn. */
const PORTION = 1_500;
/** A page waits for so many portions, a second at most; the errands do the rest. */
const FEW = 1;

/** Brings the figures of teams up to date with everything that was marked, or with the oldest few portions of it; says whether nothing is left. Any number of processes may do so at once. */
export async function summarise(db: Db, at: Date, { all = true }: { all?: boolean } = {}): Promise<boolean> {
  for (let portion = 0; all || portion < FEW; portion++) {
    if (!(await marks.hasMarks(db))) return true;
    await db.transaction((tx) => countPortion(tx, at));
  }
  return !(await marks.hasMarks(db));
}

async function countPortion(tx: Db, at: Date): Promise<void> {
  await marks.lockMarks(tx);
  const next = await marks.listMarks(tx, PORTION);
  const around = await surroundings(tx);
  for (const mark of next.filter(({ kind }) => kind !== "person")) await spread(tx, mark, around);
  await countPeople(tx, partsByPerson(next.filter(({ kind }) => kind === "person")), around, at);
  await marks.deleteMarks(tx, next.map(({ id }) => id));
}

/** Counts somebody anew at once, in the transaction of who changed them. */
export async function summarisePerson(tx: Db, personId: number, at: Date): Promise<void> {
  await marks.lockMarks(tx);
  await countPeople(tx, new Map([[personId, new Set(SUMMARY_PARTS)]]), await surroundings(tx), at);
}

/** Marks everybody whom a mark stands for: they come later. */
async function spread(tx: Db, { kind, ref, part }: SummaryMark, { teamsBelow }: Surroundings): Promise<void> {
  if (kind === "team" && part === "place" && ref !== 0) await rollUpAnew(tx);
  if (kind === "team") await marks.markPeopleOf(tx, teamsBelow(ref), part);
  else await (kind === "question" ? marks.markPeopleAsked : marks.markPeopleTold)(tx, ref);
}

/** Where somebody stands decides what they are assigned. */
function partsByPerson(next: readonly SummaryMark[]): Map<number, Set<SummaryPart>> {
  const parts = new Map<number, Set<SummaryPart>>();
  for (const { ref, part } of next) parts.set(ref, (parts.get(ref) ?? new Set()).add(part === "place" ? "duties" : part));
  return parts;
}

/** Takes away what these people contributed and adds what they contribute now, in every team that they stand in. */
async function countPeople(tx: Db, marked: ReadonlyMap<number, ReadonlySet<SummaryPart>>, around: Surroundings, at: Date): Promise<void> {
  const ids = [...marked.keys()];
  const before = new Map((await store.listCounted(tx, ids)).map((row) => [row.person_id, row]));
  const active = (await listPlaces(tx, ids)).filter(({ deactivated_at }) => deactivated_at === null);
  const paths = new Map(active.map(({ id, team_id }) => [id, around.pathOf(team_id)]));
  const wanted = Object.fromEntries(SUMMARY_PARTS.map((part) => [part, [...paths.keys()].filter((id) => !before.has(id) || marked.get(id)!.has(part))])) as Record<SummaryPart, number[]>;
  const fresh = await contributionsOf(tx, wanted, paths, around);

  const sums: Sums = new Map();
  const rows: CountedPerson[] = [];
  for (const id of ids) {
    const [old, now] = [before.get(id), fresh.get(id)];
    if (old) addPerson(sums, readCounted(old), -1);
    if (now) rows.push(countedRow(id, { ...(old && readCounted(old)), ...now } as Counted, old, at));
    if (now) addPerson(sums, readCounted(rows.at(-1)!), 1);
  }
  await write(tx, sums);
  await store.updateCounted(tx, rows, [...before.keys()].filter((id) => !fresh.has(id)));
}

function readCounted({ path, duties, answers, memories }: CountedPerson): Counted {
  return JSON.parse(`{"path":${path},"duties":${duties},"answers":${answers},"memories":${memories}}`) as Counted;
}

function countedRow(person_id: number, { path, ...parts }: Counted, old: CountedPerson | undefined, at: Date): CountedPerson {
  const memories = JSON.stringify(parts.memories);
  return {
    person_id, path: JSON.stringify(path), team_id: path[0]!, duties: JSON.stringify(parts.duties), answers: JSON.stringify(parts.answers), memories,
    memories_at: old?.memories === memories ? old.memories_at : at.toISOString(),
  };
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
