import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import type { Entity } from "../knowledge/entity.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";
import type { Difficulty } from "../questions/question.ts";

/** What is known of each entity as numbered marks in ascending order, by its number, and the numbers of those who bear each mark. */
export interface Features { marks: readonly (Uint32Array | undefined)[]; bearers: readonly (readonly number[])[] }

/** Marks are: type and class, country, sector, era, whole, topics, and each (relation, object) or (relation, subject) that it stands in. */
export function featuresOf(knowledge: Knowledge): Features {
  const numbers = new Map<string, number>();
  const bearers: number[][] = [];
  const own: (Set<number> | undefined)[] = knowledge.all.map(() => undefined);
  const add = (id: string, mark: string) => {
    const [bearer, number] = [entityOf(knowledge, id).number, numbers.get(mark) ?? bearers.push([]) - 1];
    numbers.set(mark, number);
    const marks = (own[bearer] ??= new Set());
    if (!marks.has(number)) bearers[number]!.push(bearer);
    marks.add(number);
  };
  for (const entity of knowledge.all) for (const mark of ownMarks(entity)) add(entity.id, mark);
  for (const fact of knowledge.facts) addMarksOf(knowledge, fact, add);
  return { bearers, marks: own.map((marks) => marks && Uint32Array.from(marks).sort()) };
}

function ownMarks({ type, class: kind, country, sector, part_of }: Entity): string[] {
  return [`type ${type} ${kind ?? ""}`, ...(country ? [`country ${country}`] : []), ...(sector ? [`sector ${sector}`] : []), ...(part_of ? [`part of ${part_of}`] : [])];
}

function addMarksOf(knowledge: Knowledge, { subject, relation, object, incident, when, said }: Fact, add: (id: string, mark: string) => void): void {
  const isListed = knowledge.collections.has(incident);
  const era = (when ?? said)?.slice(0, 3);
  const shared = [...(isListed ? [] : (knowledge.topics.get(incident) ?? []).map((topic) => `topic ${topic}`)), ...(era ? [`era ${era}`] : [])];
  for (const mark of shared) add(subject, mark);
  if (!isEntityObject(object)) return;
  add(subject, `${relation} ${object}`);
  for (const mark of [...shared, `${relation} of ${subject}`, ...(isListed ? [] : [`told in ${incident}`])]) add(object, mark);
}

const NONE = new Uint32Array();

/** Jaccard's index of the marks of two entities, given by number, 0 to 1: the difficulty of telling them apart (Alsubait, Parsia and Sattler 2014). */
export function similarity({ marks }: Features, a: number, b: number): number {
  const [left, right] = [marks[a] ?? NONE, marks[b] ?? NONE];
  let shared = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const difference = left[i]! - right[j]!;
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return shared === 0 ? 0 : shared / (left.length + right.length - shared);
}

/** The bands of similarity: from, up to. */
export const BANDS: Record<Difficulty, readonly [number, number]> = { easy: [0, 0.1], medium: [0.1, 0.3], hard: [0.3, 1] };

export function bandOf(similarity: number): Difficulty {
  if (similarity < BANDS.easy[1]) return "easy";
  return similarity < BANDS.medium[1] ? "medium" : "hard";
}

/** How hard it is to tell the key from options that are so like it. */
export function difficultyOf(similarities: readonly number[]): Difficulty {
  return bandOf(similarities.reduce((sum, each) => sum + each, 0) / Math.max(1, similarities.length));
}
