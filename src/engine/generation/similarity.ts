import type { Entity } from "../knowledge/entity.ts";
import { isEntityObject } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Difficulty } from "../questions/question.ts";

/** What is known of each entity, as comparable marks: country, sector, what it did and what was done to it, and in which topics. */
export type Features = ReadonlyMap<string, ReadonlySet<string>>;

export function featuresOf(knowledge: Knowledge): Features {
  const features = new Map<string, Set<string>>();
  const add = (id: string, ...marks: (string | undefined)[]) => {
    const own = features.get(id) ?? new Set<string>();
    features.set(id, own);
    for (const mark of marks) if (mark) own.add(mark);
  };
  for (const [id, entity] of knowledge.entities) add(id, ...ownMarks(entity));
  for (const { subject, relation, object, incident } of knowledge.facts) {
    const topics = (knowledge.topics.get(incident) ?? []).map((topic) => `topic ${topic}`);
    add(subject, ...topics, isEntityObject(object) ? `${relation} ${object}` : undefined);
    if (isEntityObject(object)) add(object, ...topics, `${relation} of ${subject}`, `told in ${incident}`);
  }
  return features;
}

function ownMarks({ country, sector, part_of }: Entity): (string | undefined)[] {
  return [country && `country ${country}`, sector && `sector ${sector}`, part_of && `part of ${part_of}`];
}

const NONE: ReadonlySet<string> = new Set();

/** Jaccard's index of two entities' marks, 0 to 1: the difficulty of telling them apart (Alsubait, Parsia and Sattler 2014). */
export function similarity(features: Features, a: string, b: string): number {
  const left = features.get(a) ?? NONE;
  const right = features.get(b) ?? NONE;
  const shared = [...left].filter((mark) => right.has(mark)).length;
  return shared === 0 ? 0 : shared / (left.size + right.size - shared);
}

/** The bands of similarity: under 0.1 easy, under 0.3 medium, else hard. */
export function difficultyOf(similarities: readonly number[]): Difficulty {
  const mean = similarities.reduce((sum, each) => sum + each, 0) / Math.max(1, similarities.length);
  if (mean < 0.1) return "easy";
  return mean < 0.3 ? "medium" : "hard";
}
