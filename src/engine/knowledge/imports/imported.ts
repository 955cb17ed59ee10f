import type { Collection } from "../collection.ts";

/** What was left out of a file and how often; types and relationships by their names in the file. */
export interface LeftOut {
  /** Objects that their authors have withdrawn, and relationships to those. */
  revoked: number; deprecated: number; toWithdrawn: number;
  /** Older versions of an object of which a newer one is there, and objects that stand there twice. */
  superseded: number; repeated: number;
  /** Relationships to what is not in the file, to a type that is not read, or from a thing to itself. */
  dangling: number; toUnread: number; toItself: number;
  types: Record<string, number>; relationships: Record<string, number>;
}

/** A file of threat intelligence as the engine knows it. `date` is the day of the data set (YYYY-MM-DD); `counts` are by type and by relation. */
export interface Imported extends Collection {
  date: string;
  counts: { entities: Record<string, number>; facts: Record<string, number> };
  skipped: LeftOut;
}

/** What a person says of a file. `date` is YYYY-MM-DD; `otherwise` is the name where neither the person nor the file gives one. */
export interface Naming { name?: string | undefined; version?: string | undefined; date?: string | undefined; otherwise?: string | undefined }

/** Counts by name. Names come from outside, so they never become keys of a plain object. */
export function tally(names: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
