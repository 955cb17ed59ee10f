import { isEntityObject } from "./fact.ts";
import type { Knowledge, Links } from "./knowledge.ts";

/** What a relation leads from and to by positive facts, as numbers; worked out once for each relation. */
export function linksOf({ memo, about, entities }: Knowledge, relation: string): Links {
  const known = memo.links.get(relation);
  if (known) return known;
  const links: Links = { objects: [], subjects: [] };
  for (const [id, facts] of about.get(relation) ?? []) {
    const subject = entities.get(id)?.number;
    for (const { polarity, object } of facts) {
      const end = polarity === "positive" && isEntityObject(object) ? entities.get(object)?.number : undefined;
      if (subject === undefined || end === undefined) continue;
      (links.objects[subject] ??= []).push(end);
      (links.subjects[end] ??= []).push(subject);
    }
  }
  memo.links.set(relation, links);
  return links;
}

/** The numbers that a path of relations leads to; "^uses" walks from the object to the subjects. */
export function walk(knowledge: Knowledge, from: readonly number[], path: readonly string[]): number[] {
  let reached = new Set(from);
  for (const step of path) {
    const next = new Set<number>();
    const ends = step.startsWith("^") ? linksOf(knowledge, step.slice(1)).subjects : linksOf(knowledge, step).objects;
    for (const each of reached) for (const end of ends[each] ?? []) next.add(end);
    reached = next;
  }
  return [...reached];
}

export function backwards(path: string): string[] {
  return path.split(" ").reverse().map((step) => (step.startsWith("^") ? step.slice(1) : `^${step}`));
}
