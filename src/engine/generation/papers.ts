import { randomFrom, shuffled } from "../../lib/random.ts";
import { fold } from "../../lib/text.ts";
import type { Question } from "../questions/question.ts";
import { keysOf } from "./enemies.ts";
import { givesAway, secretsOf, type Secrets } from "../questions/secrets.ts";

/** What assembling needs to know of a question. What it tells, and what asks and answers it, is found out when it is first held against another, which most of a pool never is. */
export type PoolQuestion = Pick<Question, "id" | "level" | "topic" | "enemies" | "facts"> & { tells: () => Secrets; clues: () => Clues };

/** The folded stem, and the folded names and words that answer it. */
export interface Clues { asks: string; keys: readonly string[] }

/** A question of a bank made ready for a pool. */
export function forPool<Q extends Question>(question: Q): Q & PoolQuestion {
  let secrets: Secrets | undefined;
  let clues: Clues | undefined;
  return { tells: () => (secrets ??= secretsOf(question)), clues: () => (clues ??= { asks: ` ${fold(question.stem)} `, keys: keysOf(question) }), ...question };
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

/** Whether questions can stand together is looked at only for the one that would come next: most of a large pool is never compared. */
function draw<T extends PoolQuestion>(pool: readonly T[], count: number, seen: ReadonlySet<string>): T[] {
  const paper: T[] = [];
  const asked = new Set<string>();
  const stacks = stacksOf(pool, seen);
  for (let next = best(stacks, paper); next && paper.length < count; next = best(stacks, paper)) {
    const isAsked = next.level !== "decide" && next.facts.some((fact) => asked.has(fact));
    if (isAsked || !paper.every((other) => canStandTogether(other, next))) continue;
    paper.push(next);
    if (next.level !== "decide") for (const fact of next.facts) asked.add(fact);
  }
  return paper;
}

/** The questions of one sort, in their order: `at` is the first that was not taken yet. */
interface Stack<T> { isSeen: boolean; level: string; topic: string; questions: T[]; places: number[]; at: number }

function stacksOf<T extends PoolQuestion>(pool: readonly T[], seen: ReadonlySet<string>): Stack<T>[] {
  const stacks = new Map<string, Stack<T>>();
  for (const [place, question] of pool.entries()) {
    const isSeen = seen.has(question.id);
    const name = JSON.stringify([isSeen, question.level, question.topic]);
    const stack = stacks.get(name) ?? { isSeen, level: question.level, topic: question.topic, questions: [], places: [], at: 0 };
    stack.questions.push(question);
    stack.places.push(place);
    stacks.set(name, stack);
  }
  return [...stacks.values()];
}

/** Takes the first of those with the least against them: met before, then a level that the paper has often, then a topic. */
function best<T extends PoolQuestion>(stacks: readonly Stack<T>[], paper: readonly T[]): T | undefined {
  const [levels, topics] = [countsBy(paper, "level"), countsBy(paper, "topic")];
  const most = paper.length + 1;
  let first: Stack<T> | undefined;
  let least = Infinity;
  for (const stack of stacks) {
    if (stack.at === stack.questions.length) continue;
    const against = (Number(stack.isSeen) * most + (levels.get(stack.level) ?? 0)) * most + (topics.get(stack.topic) ?? 0);
    if (against < least || (against === least && stack.places[stack.at]! < first!.places[first!.at]!)) { first = stack; least = against; }
  }
  return first && first.questions[first.at++];
}

function countsBy(paper: readonly PoolQuestion[], trait: "level" | "topic"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const question of paper) counts.set(question[trait], (counts.get(question[trait]) ?? 0) + 1);
  return counts;
}

/** Whether one gives the other away; either may name the other. A question is its own enemy, so that it never comes twice. */
export function areEnemies(a: Pick<Question, "id" | "enemies">, b: Pick<Question, "id" | "enemies">): boolean {
  return a.id === b.id || a.enemies.includes(b.id) || b.enemies.includes(a.id);
}

/**
 * Whether both can stand on one drawn paper: they are no enemies, ask no fact in common, and neither tells the answer of the other, by what it asks or
 * by what it says afterwards. A decision may stand beside the facts that it rests on: it comes after them.
 */
export function canStandTogether(a: PoolQuestion, b: PoolQuestion): boolean {
  if (areEnemies(a, b) || asksFor(a, b) || asksFor(b, a)) return false;
  const [first, second] = decisionsLast([a, b]) as [PoolQuestion, PoolQuestion];
  if (givesAway(first.tells(), second.tells())) return false;
  const isLadder = first.level !== "decide" && second.level === "decide";
  return isLadder || (!givesAway(second.tells(), first.tells()) && !a.facts.some((fact) => b.facts.includes(fact)));
}

/** Whether asking and answering `one` tells what `other` asks: it is the same question, asks about a fact that both share, or holds its answer. */
export function tellsOf(one: PoolQuestion, other: PoolQuestion): boolean {
  return one.id === other.id || one.facts.some((fact) => other.facts.includes(fact)) || givesAway(one.tells(), other.tells());
}

/** Whether one's stem holds the key of the other, or both ask in the same words. */
function asksFor(teller: PoolQuestion, asked: PoolQuestion): boolean {
  const { asks, keys } = asked.clues();
  return teller.clues().asks === asks || keys.some((key) => teller.clues().asks.includes(` ${key} `));
}

/** The order in which nothing is told too early. */
export function decisionsLast<T extends Pick<Question, "level">>(paper: readonly T[]): T[] {
  return [...paper.filter(({ level }) => level !== "decide"), ...paper.filter(({ level }) => level === "decide")];
}

/** About 20 seconds a question, at least a minute. */
export function expectedMinutes(questions: number): number {
  return Math.max(1, Math.round(questions / 3));
}
