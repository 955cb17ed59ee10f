import type { FSRSAlgorithm } from "ts-fsrs";
import type { RecallGrade } from "./grading.ts";
import { recallAfter } from "./memory.ts";
import { algorithmOf, DEFAULT_WEIGHTS, type Weights } from "./scheduling.ts";

/** One answer about one fact: `days` since the one before (whole, 0 for the first), what it said, how likely blind guessing would have been right, and the pace of its learner as far as it is known (pace.ts). */
export interface Answered { days: number; grade: RecallGrade; chance: number; pace?: number }
/** Every answer of one person about one fact, in their order. */
export type History = readonly Answered[];

/** What is fitted: first stabilities after again and good, how fast difficulty moves, growth after success (3), stability after a lapse (3), decay. The others keep their defaults, which few answers could not tell from chance. */
const FITTED = [0, 2, 6, 8, 9, 10, 11, 13, 14, 20];
/** The bounds of ts-fsrs, so that it computes with what was found. */
const BOUNDS: Record<number, readonly [number, number]> = { 0: [0.01, 60], 2: [0.1, 90], 6: [0.1, 4], 8: [0.2, 4.5], 9: [0.02, 0.8], 10: [0.05, 3.5], 11: [0.1, 5], 13: [0.02, 0.9], 14: [0.2, 4], 20: [0.1, 0.8] };

/** A parameter that is 2.7 times its default costs as much as this many answers that were expected with even odds: without much evidence the defaults stay. */
const PRIOR = 15;
const FIRST_STEP = 0.4;
const LAST_STEP = 0.04;

/**
 * The parameters under which these answers were likeliest. The likelihood takes guessing into account: a right answer among options has the probability c + (1 - c) R with c the chance
 * of blind picking (the correction for guessing of test theory, as in the three-parameter logistic model), because what is to be predicted is recall. Paces that are known are taken as they are, so that what differs between people is not taken for what they share. Coordinate search on the logarithms of the
 * parameters with a normal prior around the defaults. It yields after each look at all the histories, so that a server can do other work in between, and returns the parameters.
 */
export function* fitting(histories: readonly History[]): Generator<undefined, Weights> {
  const logs = new Map(FITTED.map((index) => [index, 0]));
  let least = costOf(histories, logs);
  for (let step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
    for (let round = 0, isBetter = true; isBetter && round < 4; round++) {
      isBetter = false;
      for (const index of FITTED) {
        for (const change of [step, -step]) {
          const moved = new Map(logs).set(index, logs.get(index)! + change);
          const cost = costOf(histories, moved);
          yield;
          if (cost < least - 1e-6) { least = cost; logs.set(index, moved.get(index)!); isBetter = true; break; }
        }
      }
    }
  }
  return weightsAt(logs);
}

function weightsAt(logs: ReadonlyMap<number, number>): Weights {
  const bounded = (index: number) => { const [low, high] = BOUNDS[index]!; return Math.min(high, Math.max(low, DEFAULT_WEIGHTS[index]! * Math.exp(logs.get(index)!))); };
  const weights = DEFAULT_WEIGHTS.map((weight, index) => (logs.has(index) ? bounded(index) : weight));
  weights[1] = Math.sqrt(weights[0]! * weights[2]!) * (DEFAULT_WEIGHTS[1]! / Math.sqrt(DEFAULT_WEIGHTS[0]! * DEFAULT_WEIGHTS[2]!));
  return weights;
}

function costOf(histories: readonly History[], logs: ReadonlyMap<number, number>): number {
  const fsrs = algorithmOf(weightsAt(logs));
  const prior = [...logs.values()].reduce((sum, log) => sum + PRIOR * log * log, 0);
  return histories.reduce((sum, history) => sum + surpriseAt(fsrs, fsrs.parameters.w[20]!, history), prior);
}

/** The negative logarithm of the likelihood of every answer after the first; on one day nothing is forgotten, so nothing is learnt from a second answer there. */
function surpriseAt(fsrs: FSRSAlgorithm, decay: number, history: History): number {
  let state: { stability: number; difficulty: number } | null = null;
  let surprise = 0;
  for (const { days, grade, chance, pace = 1 } of history) {
    if (state && days > 0) {
      const right = chance + (1 - chance) * recallAfter(state.stability * pace, days, decay);
      surprise -= Math.log(Math.max(1e-6, grade > 1 ? right : 1 - right));
    }
    state = fsrs.next_state(state, days, grade);
  }
  return surprise;
}

/** Runs a fit to its end in one go. */
export function fitAtOnce(histories: readonly History[]): Weights {
  const steps = fitting(histories);
  for (;;) { const { done, value } = steps.next(); if (done) return value; }
}
