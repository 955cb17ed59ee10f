import { chanceRight, GRID, logLikelihood } from "./rasch.ts";

/** One person's scores, 0 to 1, one an item; null where the item was not asked. */
export type Scores = readonly (number | null)[];
/** What is believed of a difficulty before there are answers: its mean, in logits. */
export interface Belief { mean: number; spread: number }

/** N(0, 2): nearly every question lies between -4 and 4. */
const OPEN: Belief = { mean: 0, spread: 2 };
const ROUNDS = 60;
const CLOSE_ENOUGH = 1e-5;

/**
 * The difficulties of items in logits, from the answers of people whose abilities are taken as N(0, 1): marginal maximum likelihood by expectation and maximisation (Bock and Aitkin 1981), with a normal belief about each
 * difficulty (Mislevy 1986), so that an item that everybody got right has one too. One difficulty an item, in their order; `beliefs` are N(0, 2) where nothing is said.
 */
export function calibrate(people: readonly Scores[], items: number, beliefs: readonly (Belief | undefined)[] = []): number[] {
  const patterns = patternsOf(people);
  const believed = Array.from({ length: items }, (_, item) => beliefs[item] ?? OPEN);
  let difficulties = believed.map(({ mean }) => mean);
  for (let round = 0; round < ROUNDS; round++) {
    const { asked, won } = expected(patterns, difficulties);
    const next = difficulties.map((difficulty, item) => maximised(difficulty, asked[item]!, won[item]!, believed[item]!));
    const moved = Math.max(0, ...next.map((difficulty, item) => Math.abs(difficulty - difficulties[item]!)));
    difficulties = next;
    if (moved < CLOSE_ENOUGH) break;
  }
  return difficulties;
}

interface Pattern { scores: Scores; count: number }

/** People who answered alike are counted together. */
function patternsOf(people: readonly Scores[]): Pattern[] {
  const found = new Map<string, Pattern>();
  for (const scores of people) {
    const key = scores.join();
    const pattern = found.get(key) ?? { scores, count: 0 };
    pattern.count += 1;
    found.set(key, pattern);
  }
  return [...found.values()];
}

const PRIOR = GRID.map((level) => -(level ** 2) / 2);

/** For each item and each level of ability, how many people of that level were asked, and how much they won, in expectation. */
function expected(patterns: readonly Pattern[], difficulties: readonly number[]): { asked: Float64Array[]; won: Float64Array[] } {
  const blank = () => difficulties.map(() => new Float64Array(GRID.length));
  const [asked, won] = [blank(), blank()];
  const right = difficulties.map((difficulty) => GRID.map((level) => logLikelihood(level, difficulty, 1)));
  const wrong = difficulties.map((difficulty) => GRID.map((level) => logLikelihood(level, difficulty, 0)));
  for (const { scores, count } of patterns) {
    const posterior = posteriorOf(scores, right, wrong);
    for (const [item, score] of scores.entries()) {
      if (score === null) continue;
      for (let place = 0; place < GRID.length; place++) {
        asked[item]![place]! += count * posterior[place]!;
        won[item]![place]! += count * score * posterior[place]!;
      }
    }
  }
  return { asked, won };
}

function posteriorOf(scores: Scores, right: readonly (readonly number[])[], wrong: readonly (readonly number[])[]): Float64Array {
  const logs = Float64Array.from(PRIOR);
  for (const [item, score] of scores.entries()) {
    if (score === null) continue;
    for (let place = 0; place < logs.length; place++) logs[place]! += score * right[item]![place]! + (1 - score) * wrong[item]![place]!;
  }
  const most = logs.reduce((top, log) => Math.max(top, log), -Infinity);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const STEPS = 8;
const LONGEST_STEP = 1;

/** The most likely difficulty for these expectations: Newton's steps, none longer than one logit. */
function maximised(start: number, asked: Float64Array, won: Float64Array, { mean, spread }: Belief): number {
  let difficulty = start;
  for (let step = 0; step < STEPS; step++) {
    let [slope, bend] = [-(difficulty - mean) / spread ** 2, -1 / spread ** 2];
    for (const [place, level] of GRID.entries()) {
      const chance = chanceRight(level, difficulty);
      slope += asked[place]! * chance - won[place]!;
      bend -= asked[place]! * chance * (1 - chance);
    }
    const change = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, slope / bend));
    difficulty -= change;
    if (Math.abs(change) < CLOSE_ENOUGH) break;
  }
  return difficulty;
}
