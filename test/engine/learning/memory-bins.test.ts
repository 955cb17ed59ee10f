import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addBins, binsOf, dayUnder, packBins, peopleIn, recallIn, unpackBins, type MemoryBins } from "../../../src/engine/learning/memory-bins.ts";
import { recallAt, type Fading } from "../../../src/engine/learning/memory.ts";
import { DAY, later } from "../../../src/lib/clock.ts";

const packed = (memories: readonly Fading[]) => packBins(binsOf(memories));
const NOW = new Date("2026-06-01T10:00:00Z");
const memory = (least: number) => fc.record({ stability: fc.double({ min: least, max: 400, noNaN: true }), lastAt: fc.double({ min: 0, max: 500, noNaN: true }).map((days) => later(NOW, -days * DAY).toISOString()) });
const exact = (memories: readonly Fading[], at: Date) => memories.reduce((sum, one) => sum + recallAt(one, at), 0) / memories.length;

describe("memories in bins", () => {
  test("tell the recall of memories alike within two points from four days of stability on", () => {
    fc.assert(fc.property(memory(4), fc.nat(400), (one, days) => {
      const at = later(NOW, days * DAY);
      expect(Math.abs(recallIn(packed([one]), at)! - exact([one], at))).toBeLessThan(0.025);
    }));
  });

  test("tell that of many memories of all stabilities within one point", () => {
    fc.assert(fc.property(fc.array(memory(1), { minLength: 300, maxLength: 300 }), fc.nat(200), (memories, days) => {
      const at = later(NOW, days * DAY);
      expect(Math.abs(recallIn(packed(memories), at)! - exact(memories, at))).toBeLessThan(0.01);
    }), { numRuns: 30 });
  });

  test("weigh everybody the same, and go when they are taken away", () => {
    fc.assert(fc.property(fc.array(fc.array(memory(0.01), { minLength: 1, maxLength: 20 }), { maxLength: 12 }), (people) => {
      const bins: MemoryBins = {};
      for (const memories of people) addBins(bins, binsOf(memories));
      expect(peopleIn(packBins(bins))).toBe(people.length);
      expect(unpackBins(packBins(bins))).toEqual(bins);
      for (const memories of people) addBins(bins, binsOf(memories), -1);
      expect(bins).toEqual({});
    }));
    expect(recallIn([], NOW)).toBeUndefined();
  });

  test("say on which day they fall under a target", () => {
    const bins = packed([{ stability: 30, lastAt: NOW.toISOString() }]);
    const day = dayUnder(bins, 0.9, NOW)!;
    expect(recallIn(bins, later(NOW, day * DAY))).toBeLessThan(0.9);
    expect(recallIn(bins, later(NOW, (day - 1) * DAY))).toBeGreaterThanOrEqual(0.9);
    expect(dayUnder(bins, 0.99, later(NOW, 200 * DAY))).toBe(0);
    expect(dayUnder(bins, 0.1, NOW)).toBeUndefined();
  });
});
