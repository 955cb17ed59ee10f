import { dayUnder, peopleIn, recallIn, type PackedBins } from "../engine/learning/memory-bins.ts";
import { DAY, HOUR, later } from "../lib/clock.ts";
import type { MemorySummary } from "../storage/summary-tables.ts";
import type { DeskRules } from "./desk-rows.ts";

/** What is expected to be recalled today, in whole per cent, and the day on which it falls under the target; no day where that is further away than two years. `isUnder`: it has fallen already. */
export interface Readiness { percent: number; under: Date | null; isUnder: boolean }
type Bins = Pick<MemorySummary, "bins">;

/** As many as are remembered; a page of a thousand teams asks for all of them each time. */
const MOST_HELD = 5_000;
let held = { when: "", by: new Map<string, Readiness | null>() };

/** Null where nobody there has learned anything yet, or too few. Within an hour of the clock the same memories give the same answer, and are worked out once. */
export function readinessOf(memories: readonly Bins[], rules: DeskRules, at: Date): Readiness | null {
  const hour = Math.floor(at.getTime() / HOUR);
  const when = [hour, rules.target, rules.mode, rules.least].join();
  if (held.when !== when || held.by.size >= MOST_HELD) held = { when, by: new Map() };
  const key = memories.map(({ bins }) => bins).join();
  const known = held.by.get(key);
  if (known !== undefined) return known;
  const made = workedOut(binsOf(memories), rules, new Date(hour * HOUR));
  held.by.set(key, made);
  return made;
}

/** The day takes ten times as long as the share, and most rows of a long list are never asked for it. */
function workedOut(bins: PackedBins, { mode, least, target }: DeskRules, at: Date): Readiness | null {
  const recall = recallIn(bins, at);
  if (recall === undefined || (mode !== "named" && peopleIn(bins) < least)) return null;
  let under: Date | null | undefined;
  return { percent: Math.round(100 * recall), isUnder: recall < target, get under() { return (under ??= dayIn(bins, target, at)); } };
}

function dayIn(bins: PackedBins, target: number, at: Date): Date | null {
  const day = dayUnder(bins, target, at);
  return day === undefined ? null : later(at, day * DAY);
}

export function binsOf(memories: readonly Bins[]): PackedBins {
  return memories.flatMap(({ bins }) => JSON.parse(bins) as PackedBins);
}
