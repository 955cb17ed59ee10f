import { randomFrom, shuffled } from "../../lib/random.ts";
import type { Difficulty, Kind, Level, Question } from "../questions/question.ts";
import { canStandTogether, decisionsLast, type PoolQuestion } from "./papers.ts";

/** So many questions of these traits; an empty trait asks for nothing. `tag` is one of several that a question may have, `incident` the slug of what it is about. Rules of old have neither. */
export interface DrawRule { count: number; topic: string; level: Level | ""; difficulty: Difficulty | ""; kind: Kind | ""; incident?: string; tag?: string }
export const TRAITS = ["topic", "level", "difficulty", "kind", "incident", "tag"] as const;
export const MOST_RULES = 12;

/** A question as the rules see it. */
export type RuledQuestion = PoolQuestion & Ruled;
type Ruled = Pick<Question, "topic" | "level" | "difficulty" | "kind" | "incident"> & { tags?: readonly string[] | undefined };

/** Enemies can block a draw; another order may not be blocked. */
const TRIES = 12;

/** How many questions the rules ask for together. */
export function countOf(rules: readonly DrawRule[]): number {
  return rules.reduce((sum, { count }) => sum + count, 0);
}

export function fits(question: Ruled, rule: DrawRule): boolean {
  return TRAITS.every((trait) => !rule[trait] || (trait === "tag" ? question.tags?.includes(rule[trait]) ?? false : rule[trait] === question[trait]));
}

/**
 * Draws a paper that keeps the rules, in their order but for decisions, which come last: as many questions as can be, then as many unseen ones as can be, enemies never together. The same pool, rules and seed give the same paper. Where enemies leave no choice open, every
 * rule is kept that can be, by augmenting paths (Kuhn 1955); with enemies, twelve orders are tried. It is shorter than the rules say only where that fails.
 */
export function drawByRules<T extends RuledQuestion>(pool: readonly T[], rules: readonly DrawRule[], { seen, seed }: { seen: ReadonlySet<string>; seed: string }): T[] {
  let best: T[] = [];
  for (let attempt = 0; attempt < TRIES && best.length < countOf(rules); attempt++) {
    const mixed = shuffled(pool, randomFrom(`${seed}/rules/${attempt}`));
    const paper = filled([mixed.filter(({ id }) => !seen.has(id)), mixed], rules);
    if (paper.length > best.length) best = paper;
  }
  return decisionsLast(best);
}

/** Each place of the paper once, with its question; the first pools are used as far as they go, because what was placed stays on the paper. */
function filled<T extends RuledQuestion>(pools: readonly T[][], rules: readonly DrawRule[]): T[] {
  const places = rules.flatMap((rule) => Array.from({ length: rule.count }, () => rule));
  const at: (T | undefined)[] = places.map(() => undefined);
  for (const pool of pools) for (const place of places.keys()) if (!at[place]) settle(place, pool, places, at, new Set());
  return at.filter((question) => question !== undefined);
}

/** Finds a question for a place, if need be by moving those that are placed to other places. */
function settle<T extends RuledQuestion>(place: number, pool: readonly T[], places: readonly DrawRule[], at: (T | undefined)[], tried: Set<T>): boolean {
  for (const question of pool) {
    if (tried.has(question) || !fits(question, places[place]!)) continue;
    const holder = at.indexOf(question);
    if (holder === -1 && !at.every((other) => !other || canStandTogether(other, question))) continue;
    tried.add(question);
    if (holder !== -1 && !settle(holder, pool, places, at, tried)) continue;
    at[place] = question;
    return true;
  }
  return false;
}

/** A rule that a pool cannot fill, by its place from 0: `have` of its questions are there. */
export interface Shortage { rule: number; have: number }

/** What is wrong with rules over a pool: those that it cannot fill each for itself; `together`, how many questions it gives to all of them without regard to enemies; `drawn`, how many a draw gets. */
export interface RuleFindings { short: Shortage[]; together: number; drawn: number }

export function checkRules(pool: readonly RuledQuestion[], rules: readonly DrawRule[]): RuleFindings {
  const short = rules.map((rule, place) => ({ rule: place, have: pool.filter((question) => fits(question, rule)).length })).filter(({ rule, have }) => have < rules[rule]!.count);
  const alone = pool.map((question, place) => ({ ...question, id: `${place}`, enemies: [], facts: [], keys: [], asks: ` ${place} `, reveals: "", secrets: [] }));
  return { short, together: drawByRules(alone, rules, { seen: new Set(), seed: "rules" }).length, drawn: drawByRules(pool, rules, { seen: new Set(), seed: "rules" }).length };
}
