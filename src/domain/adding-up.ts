import { addBins, type MemoryBins } from "../engine/learning/memory-bins.ts";
import { answersOf, memoriesOf, type Contribution } from "../engine/statistics/contributions.ts";
import type { MemorySummary, SummaryRow, TeamNode } from "../storage/summary-tables.ts";
import type { Counted } from "./contributing.ts";

type Sum = Pick<SummaryRow, "people" | "amount" | "answers">;
/** Sums over people by node and key, or by node and topic: totals, or what has to be added to totals. */
export interface Sums { figures: Map<string, Sum>; memories: Map<string, MemoryBins> }

export function noSums(): Sums {
  return { figures: new Map(), memories: new Map() };
}

/** Adds what a person contributes to every node they stand in, or takes it away where `times` is -1. */
export function addPerson(sums: Sums, { path, duties = {}, answers: kept = [], memories: binned = {} }: Partial<Counted>, times: 1 | -1): void {
  const answers = answersOf(kept.map(([month, topic, level, given, points, said, sure_wrong]) => ({ month, topic, level, answers: given, points, said, sure_wrong })));
  const memories = memoriesOf(binned);
  for (const { team_id, own } of nodesOf(path!)) {
    for (const part of [duties, answers]) addFigures(sums.figures, `${team_id}|${own}`, part, times);
    for (const [topic, bins] of Object.entries(memories)) {
      const key = `${team_id}|${own}|${topic}`;
      if (!sums.memories.has(key)) sums.memories.set(key, {});
      addBins(sums.memories.get(key)!, bins, times);
    }
  }
}

/** Where somebody counts whose own team comes first in the path. */
function nodesOf(path: readonly number[]): TeamNode[] {
  return [{ team_id: path[0]!, own: 1 }, ...path.map((team_id): TeamNode => ({ team_id, own: 0 }))];
}

function addFigures(figures: Map<string, Sum>, node: string, part: Contribution, times: 1 | -1): void {
  for (const [key, [amount, answers]] of Object.entries(part)) {
    const place = `${node}|${key}`;
    const sum = figures.get(place) ?? { people: 0, amount: 0, answers: 0 };
    figures.set(place, { people: sum.people + times, amount: sum.amount + times * amount, answers: sum.answers + times * answers });
  }
}

/** The sums as rows; those in which nothing changed are left out. */
export function figureRows({ figures }: Sums): Omit<SummaryRow, "is_new">[] {
  return [...figures].filter(([, { people, amount, answers }]) => people !== 0 || amount !== 0 || answers !== 0).map(([place, sum]) => {
    const [team, own, measure, subject, period] = place.split("|") as [string, string, string, string, string];
    return { team_id: Number(team), own: Number(own) as 0 | 1, measure, subject, period, ...sum };
  });
}

export function memoryRows({ memories }: Sums): (TeamNode & Pick<MemorySummary, "topic"> & { bins: MemoryBins })[] {
  return [...memories].filter(([, bins]) => Object.keys(bins).length > 0).map(([place, bins]) => {
    const [team, own, topic] = place.split("|") as [string, string, string];
    return { team_id: Number(team), own: Number(own) as 0 | 1, topic, bins };
  });
}
