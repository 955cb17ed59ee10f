import type { Pack } from "./pack.ts";
import { sumOf } from "./sums.ts";

/** What came in, is different now, went out or stayed; ids or titles. */
export interface Difference { added: string[]; changed: string[]; removed: string[]; same: number }
export interface PackDifferences { facts: Difference; decisions: Difference; lessons: Difference; sources: Difference; isToldAnew: boolean }

/** What a pack changes against the one that is here; all of it is new where there is none. `isToldAnew`: title, summary or dates are different. */
export function differencesFrom(before: Pack | undefined, { incident, decide }: Pack): PackDifferences {
  const old = before?.incident;
  return {
    facts: between(old?.facts ?? [], incident.facts, ({ id }) => id), decisions: between(before?.decide ?? [], decide, ({ id }) => id),
    lessons: between(old?.lessons ?? [], incident.lessons, ({ title }) => title), sources: between(old?.sources ?? [], incident.sources, ({ id }) => id),
    isToldAnew: old !== undefined && (["title", "label", "summary", "happened"] as const).some((trait) => old[trait] !== incident[trait]),
  };
}

function between<T>(before: readonly T[], after: readonly T[], nameOf: (item: T) => string): Difference {
  const old = new Map(before.map((item) => [nameOf(item), gistOf(item)]));
  const now = new Set(after.map(nameOf));
  const kept = after.filter((item) => old.has(nameOf(item)));
  const changed = kept.filter((item) => old.get(nameOf(item)) !== gistOf(item)).map(nameOf);
  return { added: after.map(nameOf).filter((name) => !old.has(name)), changed, removed: [...old.keys()].filter((name) => !now.has(name)), same: kept.length - changed.length };
}

/** The order of keys does not count. */
function gistOf(item: unknown): string {
  return sumOf({ item });
}
