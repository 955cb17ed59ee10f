import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countedOf, inPoints, isPassed, percentOf } from "../../../src/engine/questions/score.ts";

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

describe("counting a paper with withdrawn questions", () => {
  const score = fc.constantFrom(null, 0, 0.25, 0.5, 1);
  const paper = fc.array(fc.record({ score, isWithdrawn: fc.boolean() }), { maxLength: 9 });
  const share = ({ points, of }: { points: number; of: number }) => (of === 0 ? 0 : points / of);

  test("never gives less than with all of them, with none of them, or with any choice of them", () => {
    fc.assert(fc.property(paper, fc.integer({ min: 0, max: 511 }), (marks, choice) => {
      const chosen = marks.filter(({ isWithdrawn }, place) => !isWithdrawn || (choice >> place) & 1).map((mark) => ({ ...mark, isWithdrawn: false }));
      expect(share(countedOf(marks))).toBeGreaterThanOrEqual(share(countedOf(chosen)) - 1e-9);
    }));
  });

  test("counts what was answered and not withdrawn as it is", () => {
    expect(countedOf([{ score: 1, isWithdrawn: false }, { score: 0.5, isWithdrawn: false }, { score: null, isWithdrawn: true }, { score: 0, isWithdrawn: true }])).toEqual({ points: 1.5, of: 2 });
    expect(countedOf([{ score: 0, isWithdrawn: true }])).toEqual({ points: 0, of: 0 });
  });
});
