import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import type { Entity } from "../knowledge/entity.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";
import type { Difficulty } from "../questions/question.ts";

/**
 * What is known of each entity as numbered marks, by its number, and the numbers of those who bear each mark. A sketch is the marks scattered over 32 bits,
 * in ascending order, and of many marks only the first: as good as a sample of them, and the same one for everybody.
 */
export interface Features { marks: readonly (readonly number[] | undefined)[]; sketches: readonly (Sketch | undefined)[]; bearers: readonly (readonly number[])[] }
export interface Sketch { scattered: Uint32Array; isWhole: boolean }

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
  const marks = own.map((set) => set && [...set].sort((a, b) => a - b));
  return { bearers, marks, sketches: marks.map((each) => each && sketchOf(each)) };
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

/** Entities with no more marks than this are compared by all of them. */
const MOST_COMPARED = 128;

function sketchOf(marks: readonly number[]): Sketch {
  const scattered = Uint32Array.from(marks, scatter).sort();
  return { scattered: scattered.slice(0, MOST_COMPARED), isWhole: scattered.length <= MOST_COMPARED };
}

/** Another number for each number (the last step of MurmurHash3, public domain). */
function scatter(number: number): number {
  const half = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const most = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (most ^ (most >>> 16)) >>> 0;
}

/**
 * Jaccard's index of the marks of two entities, given by number, 0 to 1: the difficulty of telling them apart (Alsubait, Parsia and Sattler 2014).
 * Where one has very many marks it is estimated from the least of their union (bottom-k sketches, Cohen and Kaplan 2007), so that the work is bounded.
 */
export function similarity({ sketches }: Features, a: number, b: number): number {
  const [one, other] = [sketches[a], sketches[b]];
  if (!one || !other) return 0;
  const [left, right, most] = [one.scattered, other.scattered, one.isWhole && other.isWhole ? Infinity : MOST_COMPARED];
  let [seen, shared] = [0, 0];
  for (let i = 0, j = 0; seen < most && (i < left.length || j < right.length); seen++) {
    const difference = i === left.length ? 1 : j === right.length ? -1 : left[i]! - right[j]!;
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return seen === 0 ? 0 : shared / seen;
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
