import { addBins, type MemoryBins } from "../engine/learning/memory-bins.ts";
import { answersOf, memoriesOf } from "../engine/statistics/contributions.ts";
import type { MemorySummary, SummaryRow, TeamNode } from "../storage/summary-tables.ts";
import type { Counted } from "./contributing.ts";

type Sum = Pick<SummaryRow, "people" | "amount" | "answers">;
type Figures = Map<string, Sum>;
type Memories = Map<string, MemoryBins>;
/** Sums over people who stand in the same teams, by those teams and then by key or topic: totals, or what has to be added to totals. */
export type Sums = Map<string, { path: readonly number[]; figures: Figures; memories: Memories }>;

/** Adds what a person contributes, or takes it away where `times` is -1. */
export function addPerson(sums: Sums, { path = [], duties = {}, answers: kept = [], memories: binned = {} }: Partial<Counted>, times: 1 | -1): void {
  const place = path.join();
  const { figures, memories } = sums.get(place) ?? { figures: new Map(), memories: new Map() };
  sums.set(place, { path, figures, memories });
  const answers = answersOf(kept.map(([month, topic, level, given, points, said, sure_wrong]) => ({ month, topic, level, answers: given, points, said, sure_wrong })));
  for (const part of [duties, answers]) for (const [key, [amount, given]] of Object.entries(part)) addSum(figures, key, { people: times, amount: times * amount, answers: times * given });
  for (const [topic, bins] of Object.entries(memoriesOf(binned))) addMemory(memories, topic, bins, times);
}

/** What comes of it for each node, as rows; those in which nothing changed are left out. */
export function figureRows(sums: Sums): Omit<SummaryRow, "is_new">[] {
  const all: Figures = new Map();
  for (const { path, figures } of sums.values()) for (const node of nodesOf(path)) for (const [key, sum] of figures) addSum(all, `${node}|${key}`, sum);
  return [...all].filter(([, { people, amount, answers }]) => people !== 0 || amount !== 0 || answers !== 0).map(([place, sum]) => {
    const [team, own, measure, subject, period] = place.split("|") as [string, string, string, string, string];
    return { team_id: Number(team), own: Number(own) as 0 | 1, measure, subject, period, ...sum };
  });
}

export function memoryRows(sums: Sums): (TeamNode & Pick<MemorySummary, "topic"> & { bins: MemoryBins })[] {
  const all: Memories = new Map();
  for (const { path, memories } of sums.values()) for (const node of nodesOf(path)) for (const [topic, bins] of memories) addMemory(all, `${node}|${topic}`, bins, 1);
  return [...all].filter(([, bins]) => Object.keys(bins).length > 0).map(([place, bins]) => {
    const [team, own, topic] = place.split("|") as [string, string, string];
    return { team_id: Number(team), own: Number(own) as 0 | 1, topic, bins };
  });
}

/** Where somebody counts whose own team comes first in the path: in it by itself, and in every team of the path with those below. */
function nodesOf(path: readonly number[]): string[] {
  return [`${path[0]}|1`, ...path.map((team) => `${team}|0`)];
}

function addSum(figures: Figures, key: string, { people, amount, answers }: Sum): void {
  const sum = figures.get(key);
  if (sum) { sum.people += people; sum.amount += amount; sum.answers += answers; } else figures.set(key, { people, amount, answers });
}

function addMemory(memories: Memories, key: string, bins: MemoryBins, times: 1 | -1): void {
  if (!memories.has(key)) memories.set(key, {});
  addBins(memories.get(key)!, bins, times);
}
