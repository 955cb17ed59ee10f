import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inPoints, isPassed, percentOf } from "../../../src/engine/questions/score.ts";

describe("points", () => {
  test.each([[4, "4"], [3.5, "3.5"], [0.1 + 0.2, "0.3"], [1 / 3 + 2 / 3, "1"], [3.97, "3.9"], [0, "0"]])("of %d read %s", (score, words) => {
    expect(inPoints(score)).toBe(words);
  });

  test("made of thirds reach a pass mark that they reach", () => {
    expect(isPassed(1 / 3 + 1 / 3 + 1 / 3 + 3, 5, 80)).toBe(true);
    expect(isPassed(3.99, 5, 80)).toBe(false);
  });

  test("never look like the pass mark without having reached it", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 100 }), (of, thousandths, pass) => {
      const score = (of * thousandths) / 1000;
      if (percentOf(score, of) >= pass) expect(isPassed(score, of, pass)).toBe(true);
    }));
  });
});
