import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradeOf, gradesOf, type RecallGrade } from "../../../src/engine/learning/grading.ts";
import { recallAt } from "../../../src/engine/learning/memory.ts";
import { DEFAULT_WEIGHTS, LONGEST_WAIT, remember, type Trace } from "../../../src/engine/learning/scheduling.ts";
import { DAY, HOUR, later } from "../../../src/lib/clock.ts";

const START = new Date("2026-01-05T09:00:00Z");
const grade = fc.constantFrom<RecallGrade>(1, 2, 3);
const turn = fc.record({ grade, hours: fc.integer({ min: 0, max: 24 * 400 }) });
const habits = fc.record({ weights: fc.constant(DEFAULT_WEIGHTS), pace: fc.double({ min: 0.14, max: 7, noNaN: true }) });

function live(turns: readonly { grade: RecallGrade; hours: number }[], ...how: [{ weights: readonly number[]; pace: number }?]): { trace: Trace; at: Date } {
  let [trace, at] = [undefined as Trace | undefined, START];
  for (const { grade: given, hours } of turns) { at = later(at, hours * HOUR); trace = remember(trace, given, at, ...how); }
  return { trace: trace!, at };
}

describe("remember", () => {
  const history = fc.array(turn, { minLength: 1, maxLength: 12 });

  test("is due a day later at the earliest and five months later at the latest, and stays within FSRS's bounds", () => {
    fc.assert(fc.property(history, habits, (turns, how) => {
      const { trace, at } = live(turns, how);
      const wait = (Date.parse(trace.dueAt) - at.getTime()) / DAY;
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(wait).toBeLessThanOrEqual(LONGEST_WAIT);
      expect(trace.stability).toBeGreaterThan(0);
      expect(trace.difficulty).toBeGreaterThanOrEqual(1);
      expect(trace.difficulty).toBeLessThanOrEqual(10);
      expect(trace).toMatchObject({ reps: turns.length, lastAt: at.toISOString() });
      expect(trace.lapses).toBe(turns.slice(1).filter((each) => each.grade === 1).length);
    }));
  });

  test("gives the same for the same, and asks the clock for nothing", () => {
    fc.assert(fc.property(history, habits, (turns, how) => { expect(live(turns, how)).toEqual(live(turns, how)); }));
  });

  test("never lasts shorter for a better answer, nor longer for a wrong one than it had", () => {
    fc.assert(fc.property(history, habits, fc.integer({ min: 13, max: 5_000 }), (turns, how, hours) => {
      const { trace, at } = live(turns, how);
      const after = (given: RecallGrade) => remember(trace, given, later(at, hours * HOUR), how);
      expect(after(1).stability).toBeLessThanOrEqual(after(2).stability);
      expect(after(2).stability).toBeLessThanOrEqual(after(3).stability);
      expect(after(1).stability).toBeLessThanOrEqual(trace.stability + 1e-6);
      expect(after(3).stability).toBeGreaterThanOrEqual(trace.stability - 1e-6);
    }));
  });

  test("waits until nine in ten would still recall it, and longer for people whose memories last longer", () => {
    const { trace } = live([{ grade: 3, hours: 0 }, { grade: 3, hours: 72 }, { grade: 3, hours: 240 }]);
    expect(recallAt(trace, new Date(trace.dueAt))).toBeCloseTo(0.9, 1);
    const slow = live([{ grade: 3, hours: 0 }], { weights: DEFAULT_WEIGHTS, pace: 3 }).trace;
    expect(slow.stability).toBeCloseTo(3 * live([{ grade: 3, hours: 0 }]).trace.stability, 6);
  });

  test("does not go back in time where an answer is stored late", () => {
    const first = remember(undefined, 3, later(START, DAY));
    expect(remember(first, 3, START).lastAt).toBe(first.lastAt);
  });
});

describe("an answer", () => {
  test("is graded by whether it was right, and by a guess of the learner's own", () => {
    expect([gradeOf(1), gradeOf(1, "sure"), gradeOf(1, "think"), gradeOf(1, "guess"), gradeOf(0.99), gradeOf(0, "sure"), gradeOf(1 / 3 + 1 / 3 + 1 / 3)]).toEqual([3, 3, 3, 2, 1, 1, 3]);
  });

  test("about several facts speaks of all when it is right, and of the weakest and the new ones when it is wrong", () => {
    expect(gradesOf([0.9, 0.4, 0.8], 1)).toEqual([3, 3, 3]);
    expect(gradesOf([0.9, 0.4, 0.8], 0.67)).toEqual([null, 1, null]);
    expect(gradesOf([0.9, 0.4, 0.8], 0)).toEqual([1, 1, 1]);
    expect(gradesOf([0.9, 0, 0, 0.3], 0.75)).toEqual([null, 1, 1, null]);
    expect(gradesOf([0.9], 0.5)).toEqual([1]);
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), fc.double({ min: 0, max: 1, noNaN: true }), (recalls, score) => {
      const grades = gradesOf(recalls, score);
      expect(grades).toHaveLength(recalls.length);
      if (recalls.length > 0) expect(grades.some((each) => each !== null)).toBe(true);
    }));
  });
});
