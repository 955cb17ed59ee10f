import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrationOf, intervalOf, LEAST_RATED, type RatedAnswer } from "../../../src/engine/learning/calibration.ts";
import { CONFIDENCES } from "../../../src/engine/questions/confidence.ts";

const many = (count: number, answer: RatedAnswer): RatedAnswer[] => Array.from({ length: count }, () => answer);

describe("calibration", () => {
  test("counts how often each degree of sureness was wholly right", () => {
    const answers = [...many(8, { confidence: "sure", score: 1 }), ...many(1, { confidence: "sure", score: 0 }), ...many(1, { confidence: "sure", score: 0.5 }), ...many(3, { confidence: "guess", score: 1 }), ...many(4, { confidence: null, score: 0 })];
    expect(calibrationOf(answers)).toEqual([
      { confidence: "sure", answered: 10, right: 8, share: 80, from: 49, to: 95 },
      { confidence: "think", answered: 0, right: 0, share: null, from: null, to: null },
      { confidence: "guess", answered: 3, right: 3, share: null, from: null, to: null },
    ]);
  });

  test("gives no share under ten answers, and counts every answer that was rated once", () => {
    const rated = fc.array(fc.record({ confidence: fc.constantFrom(...CONFIDENCES, null), score: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 60 });
    fc.assert(fc.property(rated, (answers) => {
      const rows = calibrationOf(answers);
      expect(rows.reduce((sum, { answered }) => sum + answered, 0)).toBe(answers.filter(({ confidence }) => confidence !== null).length);
      for (const { answered, right, share, from, to } of rows) {
        expect(right).toBeLessThanOrEqual(answered);
        expect(share === null).toBe(answered < LEAST_RATED);
        if (share !== null) expect(from! <= share && share <= to!).toBe(true);
      }
    }));
  });
});

describe("the interval of a share", () => {
  test.each([[0, 10, 0, 28], [10, 10, 72, 100], [50, 100, 40, 60], [15, 20, 53, 89]])("%i of %i is Wilson's", (right, of, from, to) => {
    expect(intervalOf(right, of)).toEqual({ from, to });
  });

  test.each([[1, 0], [-1, 5], [6, 5], [Number.NaN, 5]])("%d of %d is refused", (right, of) => {
    expect(() => intervalOf(right, of)).toThrow(RangeError);
  });
});
