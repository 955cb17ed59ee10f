import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestsOf } from "../../../src/engine/learning/bests.ts";
import { expectedRecall } from "../../../src/engine/learning/forgetting.ts";
import { DAY } from "../../../src/lib/clock.ts";

const now = new Date("2026-01-05T09:00:00Z");
const fading = (halfLife: number, at: Date) => 2 ** (-(at.getTime() - now.getTime()) / DAY / halfLife);

describe("the forgetting curve", () => {
  test("adds up the chances of recalling each fact", () => {
    expect(expectedRecall([30, 30, 60], fading, now, [0, 30])).toMatchObject([
      { day: 0, expected: 3, of: 3, percent: 100 }, { day: 30, at: new Date("2026-02-04T09:00:00Z"), expected: 1 + Math.SQRT1_2, of: 3, percent: 57 },
    ]);
  });

  test("of nobody's memories is flat and empty", () => expect(expectedRecall([], fading, now, [0, 30]).map(({ expected, of, percent }) => [expected, of, percent])).toEqual([[0, 0, 0], [0, 0, 0]]));

  test("stays between nothing and everything and never rises where no memory does", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 }), (memories) => {
      const curve = expectedRecall(memories, fading, now, [0, 1, 7, 30, 365]);
      for (const [place, { expected, of }] of curve.entries()) {
        expect(expected >= 0 && expected <= of).toBe(true);
        if (place > 0) expect(expected).toBeLessThanOrEqual(curve[place - 1]!.expected);
      }
    }));
  });

  test("takes no chance that is none", () => {
    expect(() => expectedRecall([1], () => Number.NaN, now, [0])).toThrow(RangeError);
    expect(expectedRecall([1], () => 7, now, [0])).toMatchObject([{ expected: 1 }]);
  });
});

describe("personal bests", () => {
  const sat = (quiz_id: number, number: number, score: number, of: number, finished_at: string) => ({ quiz_id, number, score, of, finished_at });

  test("are the first and the best by share, the earliest of equals, with the newest quiz first", () => {
    const attempts = [sat(1, 2, 4, 5, "2026-01-02"), sat(1, 1, 2, 5, "2026-01-01"), sat(1, 3, 8, 10, "2026-01-03"), sat(2, 1, 0, 3, "2026-01-04")];
    expect(bestsOf(attempts)).toEqual([
      { first: attempts[3], best: attempts[3], newest: attempts[3], times: 1 },
      { first: attempts[1], best: attempts[0], newest: attempts[2], times: 3 },
    ]);
  });
});
