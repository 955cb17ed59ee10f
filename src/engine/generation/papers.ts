import { randomFrom, shuffled } from "../../lib/random.ts";
import type { Question } from "../questions/question.ts";
import { givesAway, secretsOf, type Secrets } from "../questions/secrets.ts";

/** What assembling needs to know of a question. */
export type PoolQuestion = Pick<Question, "id" | "level" | "topic" | "enemies" | "facts"> & Secrets;

/** A question of a bank made ready for a pool. */
export function forPool<Q extends Question>(question: Q): Q & Secrets {
  return { ...question, ...secretsOf(question) };
}

export interface PaperRules {
  /** How many to draw; null takes every question in its order. */
  count: number | null;
  /** Ids of the questions that this learner has met before: they come last. */
  seen: ReadonlySet<string>;
  seed: string;
}

/** Enemies can block a greedy draw; another order may not be blocked. */
const TRIES = 12;

/**
 * Chooses the questions of one paper: the unseen first, levels and then topics evenly spread, enemies never together. Decisions come last,
 * because their feedback tells the facts that they rest on. Without a count the trainer's order stands.
 * The same pool and rules give the same paper. It is shorter than `count` only where the pool does not give as many.
 */
export function assemblePaper<T extends PoolQuestion>(pool: readonly T[], { count, seen, seed }: PaperRules): T[] {
  if (count === null) return [...pool];
  let longest: T[] = [];
  for (let attempt = 0; attempt < TRIES && longest.length < count; attempt++) {
    const paper = draw(shuffled(pool, randomFrom(`${seed}/paper/${attempt}`)), count, seen);
    if (paper.length > longest.length) longest = paper;
  }
  return decisionsLast(longest);
}

function draw<T extends PoolQuestion>(pool: readonly T[], count: number, seen: ReadonlySet<string>): T[] {
  const paper: T[] = [];
  let left = [...pool];
  while (paper.length < count && left.length > 0) {
    const next = best(left, paper, seen);
    paper.push(next);
    left = left.filter((question) => question !== next && canStandTogether(question, next));
  }
  return paper;
}

/** The first of those with the least against them. */
function best<T extends PoolQuestion>(left: readonly T[], paper: readonly T[], seen: ReadonlySet<string>): T {
  const against = (question: T) => [Number(seen.has(question.id)), countOf(paper, "level", question), countOf(paper, "topic", question)];
  return left.reduce((first, other) => (isLess(against(other), against(first)) ? other : first));
}

function countOf(paper: readonly PoolQuestion[], trait: "level" | "topic", question: PoolQuestion): number {
  return paper.filter((other) => other[trait] === question[trait]).length;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const place = a.findIndex((value, index) => value !== b[index]);
  return place >= 0 && a[place]! < b[place]!;
}

/** Whether one gives the other away; either may name the other. A question is its own enemy, so that it never comes twice. */
export function areEnemies(a: Pick<Question, "id" | "enemies">, b: Pick<Question, "id" | "enemies">): boolean {
  return a.id === b.id || a.enemies.includes(b.id) || b.enemies.includes(a.id);
}

/**
 * Whether both can stand on one drawn paper: they are no enemies, ask no fact in common, and neither tells the answer of the other.
 * A decision may stand beside the facts that it rests on: it comes after them.
 */
export function canStandTogether(a: PoolQuestion, b: PoolQuestion): boolean {
  if (areEnemies(a, b)) return false;
  const [first, second] = decisionsLast([a, b]) as [PoolQuestion, PoolQuestion];
  if (givesAway(first, second)) return false;
  const isLadder = first.level !== "decide" && second.level === "decide";
  return isLadder || (!givesAway(second, first) && !a.facts.some((fact) => b.facts.includes(fact)));
}

/** The order in which nothing is told too early. */
export function decisionsLast<T extends Pick<Question, "level">>(paper: readonly T[]): T[] {
  return [...paper.filter(({ level }) => level !== "decide"), ...paper.filter(({ level }) => level === "decide")];
}

/** About 20 seconds a question, at least a minute. */
export function expectedMinutes(questions: number): number {
  return Math.max(1, Math.round(questions / 3));
}
