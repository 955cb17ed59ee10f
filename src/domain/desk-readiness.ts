import { dayUnder, peopleIn, recallIn, type PackedBins } from "../engine/learning/memory-bins.ts";
import { DAY, HOUR, later } from "../lib/clock.ts";
import { byNode, type MemorySummary } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { listMemoriesOf, listMemoryVersions } from "../storage/told-figures.ts";
import type { DeskRules } from "./desk-rows.ts";
import type { Line } from "./desk-scope.ts";

/** What is expected to be recalled today, in whole per cent, and the day on which it falls under the target; no day where that is further away than two years. `isUnder`: it has fallen already. */
export interface Readiness { percent: number; under: Date | null; isUnder: boolean }
type Bins = Pick<MemorySummary, "bins">;

/** As many as are remembered; a page of a thousand teams asks for all of them each time. */
const MOST_HELD = 5_000;
let held = { when: "", by: new Map<string, Readiness | null>() };

/** Of each of these lines. Within an hour of the clock the same memories give the same answer, so only what changed since is read and worked out. */
export async function readinessOfLines(db: Db, rules: DeskRules, lines: readonly Pick<Line, "nodes">[], at: Date): Promise<(Readiness | null)[]> {
  const [hour, exact] = [Math.floor(at.getTime() / HOUR), rules.mode === "named"];
  const when = [hour, rules.target, rules.mode, rules.least].join();
  if (held.when !== when || held.by.size >= MOST_HELD) held = { when, by: new Map() };
  const { by } = held;
  const versions = byNode(await listMemoryVersions(db, exact, lines.flatMap(({ nodes }) => nodes)));
  const keys = lines.map((line) => versions(line).map(({ version }) => version).join());
  const unknown = lines.filter((_, place) => !by.has(keys[place]!));
  const memories = byNode(await listMemoriesOf(db, exact, unknown.flatMap(({ nodes }) => nodes), ""));
  for (const [place, line] of lines.entries()) if (!by.has(keys[place]!)) by.set(keys[place]!, readinessOf(memories(line), rules, new Date(hour * HOUR)));
  return keys.map((key) => by.get(key)!);
}

/** Null where nobody there has learned anything yet, or too few. */
export function readinessOf(memories: readonly Bins[], { mode, least, target }: DeskRules, at: Date): Readiness | null {
  const bins = binsOf(memories);
  const recall = recallIn(bins, at);
  if (recall === undefined || (mode !== "named" && peopleIn(bins) < least)) return null;
  /** Takes ten times as long as the share, and most rows of a long list are never asked for it. */
  let under: Date | null | undefined;
  return { percent: percentBeside(recall, target), isUnder: recall < target, get under() { return (under ??= dayIn(bins, target, at)); } };
}

/** Rounded, but never so that what is under the target reads as the target itself. */
function percentBeside(recall: number, target: number): number {
  const rounded = Math.round(100 * recall);
  return recall < target && rounded >= 100 * target ? Math.floor(100 * recall) : rounded;
}

function dayIn(bins: PackedBins, target: number, at: Date): Date | null {
  const day = dayUnder(bins, target, at);
  return day === undefined ? null : later(at, day * DAY);
}

export function binsOf(memories: readonly Bins[]): PackedBins {
  return memories.flatMap(({ bins }) => JSON.parse(bins) as PackedBins);
}
