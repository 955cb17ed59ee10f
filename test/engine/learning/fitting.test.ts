import { describe, expect, test } from "vitest";
import { fitAtOnce, type Answered } from "../../../src/engine/learning/fitting.ts";
import { recallAfter } from "../../../src/engine/learning/memory.ts";
import { paceOf } from "../../../src/engine/learning/pace.ts";
import { algorithmOf, DEFAULT_WEIGHTS } from "../../../src/engine/learning/scheduling.ts";
import { randomFrom } from "../../../src/lib/random.ts";

const CHANCE = 0.25;

/** Histories of people who forget exactly as FSRS says with these weights and pace, one answer in four right by luck. */
function histories(count: number, weights: readonly number[], pace = 1): Answered[][] {
  const random = randomFrom("histories");
  return Array.from({ length: count }, () => {
    let state: { stability: number; difficulty: number } | null = null;
    return Array.from({ length: 6 }, (_, place) => {
      const days = place === 0 ? 0 : 1 + Math.floor(random() * 20);
      const recall: number = state ? recallAfter(state.stability * pace, days, weights[20]) : 0.5;
      const grade = random() < CHANCE + (1 - CHANCE) * recall ? 3 : 1;
      state = algorithmOf(weights).next_state(state, days, grade);
      return { days, grade, chance: CHANCE };
    });
  });
}

/** By how much more of the later answers were expected to be right than were. */
function gapOf(given: readonly Answered[][], weights: readonly number[]): number {
  let [gap, answers] = [0, 0];
  for (const history of given) {
    let state: { stability: number; difficulty: number } | null = null;
    for (const { days, grade } of history) {
      if (state) { gap += CHANCE + (1 - CHANCE) * recallAfter(state.stability, days, weights[20]) - (grade > 1 ? 1 : 0); answers += 1; }
      state = algorithmOf(weights).next_state(state, days, grade);
    }
  }
  return gap / answers;
}

describe("fitting", () => {
  test("without answers keeps the defaults", () => {
    const fitted = fitAtOnce([]);
    for (const [index, weight] of fitted.entries()) expect(weight).toBeCloseTo(DEFAULT_WEIGHTS[index]!, 8);
  });

  test("finds that people here forget sooner, in spite of their luck", () => {
    const quick = DEFAULT_WEIGHTS.map((weight, index) => (index < 4 ? weight / 16 : weight));
    const given = histories(400, quick);
    const before = gapOf(given, DEFAULT_WEIGHTS);
    expect(before).toBeGreaterThan(0.03);
    const fitted = fitAtOnce(given);
    expect(Math.abs(gapOf(given, fitted))).toBeLessThan(before / 2);
    expect(fitted[2]).toBeLessThan(DEFAULT_WEIGHTS[2]! * 0.75);
  });
});

describe("a pace", () => {
  test("is that of everybody where nothing is known, and follows what somebody answers", () => {
    expect(paceOf([], DEFAULT_WEIGHTS)).toBeCloseTo(1, 8);
    expect(paceOf(histories(60, DEFAULT_WEIGHTS, 4), DEFAULT_WEIGHTS)).toBeGreaterThan(2);
    expect(paceOf(histories(60, DEFAULT_WEIGHTS, 0.25), DEFAULT_WEIGHTS)).toBeLessThan(0.5);
    expect(paceOf(histories(1, DEFAULT_WEIGHTS, 0.25), DEFAULT_WEIGHTS)).toBeGreaterThan(0.4);
  });
});
