import type { Knowledge } from "./knowledge.ts";

/** Every known name of six letters and more, found by what is left of it without one letter. */
export type NearNames = ReadonlyMap<string, readonly string[]>;

const LEAST = 6;

export function nearNamesOf(knowledge: Knowledge): NearNames {
  const near = new Map<string, string[]>();
  for (const name of knowledge.byName.keys()) for (const rest of restsOf(name)) {
    const known = near.get(rest);
    if (known) known.push(name);
    else near.set(rest, [name]);
  }
  return near;
}

/** Known names so like one of `names` that a slip of the pen could lead from one to the other, and that are not themselves among them. */
export function namesNear(near: NearNames, names: readonly string[]): string[] {
  const own = new Set(names);
  const found = new Set(names.flatMap((name) => restsOf(name).flatMap((rest) => near.get(rest) ?? [])).filter((name) => !own.has(name)));
  return [...found].sort();
}

/** The name, and the name without each of its letters (the deletions of SymSpell): two names an edit apart have one of these in common. */
function restsOf(name: string): string[] {
  if (name.length < LEAST) return [];
  return [name, ...Array.from({ length: name.length }, (_, i) => name.slice(0, i) + name.slice(i + 1))];
}
