import { isDeepStrictEqual } from "node:util";
import { unpackBins, type PackedBins } from "../engine/learning/memory-bins.ts";
import { listPlaces } from "../storage/contributions.ts";
import { deleteSummaries, listEveryMemorySummary, listEverySummary, listPeopleIds, markEverybody } from "../storage/summary-rebuilding.ts";
import { lockMarks } from "../storage/summary-marks.ts";
import type { Db } from "../storage/tables.ts";
import { addPerson, figureRows, memoryRows, type Sums } from "./adding-up.ts";
import { contributionsOf, surroundings } from "./contributing.ts";
import { summarise } from "./summarising.ts";

const PORTION = 500;

/** Makes the figures of teams anew from everything that was ever answered. */
export async function rebuildSummaries(db: Db, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await lockMarks(tx);
    await deleteSummaries(tx);
    await markEverybody(tx);
  });
  await summarise(db, at);
}

/** What the figures say and what everything that was answered comes to, wherever these differ; nobody else writes meanwhile. */
export async function checkSummaries(db: Db, at: Date, progress: (done: number, of: number) => void = () => undefined): Promise<string[]> {
  await summarise(db, at);
  return db.transaction(async (tx) => {
    await lockMarks(tx);
    const sums = await addUpEverybody(tx, progress);
    const [kept, made] = [await keptSums(tx), madeSums(sums)];
    return [...new Set([...kept.keys(), ...made.keys()])].filter((key) => !isDeepStrictEqual(kept.get(key), made.get(key)))
      .map((key) => `${key}: kept ${JSON.stringify(kept.get(key) ?? null)}, made ${JSON.stringify(made.get(key) ?? null)}`);
  });
}

async function addUpEverybody(tx: Db, progress: (done: number, of: number) => void): Promise<Sums> {
  const sums: Sums = new Map();
  const [around, ids] = [await surroundings(tx), await listPeopleIds(tx)];
  for (let done = 0; done < ids.length; done += PORTION) {
    const active = (await listPlaces(tx, ids.slice(done, done + PORTION))).filter(({ deactivated_at }) => deactivated_at === null);
    const paths = new Map(active.map(({ id, team_id }) => [id, around.pathOf(team_id)]));
    const all = [...paths.keys()];
    for (const counted of (await contributionsOf(tx, { duties: all, answers: all, memories: all }, paths, around)).values()) addPerson(sums, counted, 1);
    progress(Math.min(ids.length, done + PORTION), ids.length);
  }
  return sums;
}

function madeSums(sums: Sums): Map<string, unknown> {
  const figures = figureRows(sums).map(({ people, amount, answers, ...key }): [string, unknown] => [Object.values(key).join("|"), { people, amount, answers }]);
  return new Map([...figures, ...memoryRows(sums).map(({ bins, ...key }): [string, unknown] => [`memories ${Object.values(key).join("|")}`, bins])]);
}

async function keptSums(tx: Db): Promise<Map<string, unknown>> {
  const figures = (await listEverySummary(tx)).map(({ team_id, own, measure, subject, period, people, amount, answers }): [string, unknown] =>
    [[team_id, own, measure, subject, period].join("|"), { people: Number(people), amount: Number(amount), answers: Number(answers) }]);
  const memories = (await listEveryMemorySummary(tx)).map(({ team_id, own, topic, bins }): [string, unknown] => [`memories ${team_id}|${own}|${topic}`, unpackBins(JSON.parse(bins) as PackedBins)]);
  return new Map([...figures, ...memories]);
}
