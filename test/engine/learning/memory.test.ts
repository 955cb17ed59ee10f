import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedRecall } from "../../../src/engine/learning/forgetting.ts";
import { daysUntil, recallAfter, recallAt } from "../../../src/engine/learning/memory.ts";
import { DAY, later } from "../../../src/lib/clock.ts";

const NOW = new Date("2026-01-05T09:00:00Z");
const lastAt = NOW.toISOString();
const stability = fc.double({ min: 0.001, max: 36_500, noNaN: true });
const days = fc.double({ min: 0, max: 3_650, noNaN: true });

describe("recallAt", () => {
  test("is certain at once and nine in ten after as many days as the memory is stable", () => {
    expect(recallAt({ stability: 12, lastAt }, NOW)).toBe(1);
    expect(recallAt({ stability: 12, lastAt }, later(NOW, 12 * DAY))).toBeCloseTo(0.9, 10);
    expect(recallAt({ stability: 12, lastAt }, later(NOW, -3 * DAY))).toBe(1);
    expect(() => recallAfter(0, 1)).toThrow(RangeError);
  });

  test("falls with time, rises with stability, and stays a probability", () => {
    fc.assert(fc.property(stability, stability, days, days, (s, t, from, on) => {
      const recall = recallAfter(s, from);
      expect(recall).toBeGreaterThan(0);
      expect(recall).toBeLessThanOrEqual(1);
      expect(recallAfter(s, from + on)).toBeLessThanOrEqual(recall);
      expect(recallAfter(s + t, from)).toBeGreaterThanOrEqual(recall);
    }));
  });

  test("is told by daysUntil when it will have fallen so far", () => {
    fc.assert(fc.property(stability, fc.double({ min: 0.3, max: 0.99, noNaN: true }), (s, share) => { expect(recallAfter(s, daysUntil(share, s))).toBeCloseTo(share, 6); }));
  });
});

describe("a forgetting curve", () => {
  test("begins now, has a point for every step, and never rises", () => {
    const memories = [{ stability: 3, lastAt }, { stability: 40, lastAt }];
    const curve = expectedRecall(memories, recallAt, NOW, [0, 5, 10, 15, 20, 25, 30]);
    expect(curve.map(({ at }) => at.toISOString().slice(0, 10))).toEqual(["2026-01-05", "2026-01-10", "2026-01-15", "2026-01-20", "2026-01-25", "2026-01-30", "2026-02-04"]);
    expect(curve.map(({ expected }) => expected)).toEqual([...curve.map(({ expected }) => expected)].sort((a, b) => b - a));
    expect(curve[6]!.expected).toBeCloseTo(recallAt(memories[0]!, later(NOW, 30 * DAY)) + recallAt(memories[1]!, later(NOW, 30 * DAY)), 12);
    expect(expectedRecall([], recallAt, NOW, [0, 30])).toMatchObject([{ expected: 0, of: 0 }, { expected: 0, of: 0 }]);
  });
});
