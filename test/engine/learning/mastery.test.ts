import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masteryOf, type MarkedAnswer } from "../../../src/engine/learning/mastery.ts";

const answersOf = fc.uniqueArray(fc.record({
  question: fc.integer({ min: 1, max: 6 }), score: fc.constantFrom(0, 0.5, 1), at: fc.integer({ min: 0, max: 1e6 }).map((second) => new Date(second * 1000).toISOString()),
}), { selector: ({ at }) => at, maxLength: 30 });

describe("mastery", () => {
  test("counts each question once, by its newest answer, and remembers the first", () => {
    const answers = [{ question: 1, score: 1, at: "2026-01-02" }, { question: 1, score: 0, at: "2026-01-01" }, { question: 2, score: 0.5, at: "2026-01-01" }];
    expect(masteryOf(answers)).toEqual({ asked: 2, points: 1.5, first: 0.5 });
  });

  test("of nothing is nothing", () => expect(masteryOf([])).toEqual({ asked: 0, points: 0, first: 0 }));

  test("does not depend on the order in which answers are listed", () => {
    fc.assert(fc.property(answersOf, (answers) => { expect(masteryOf([...answers].reverse())).toEqual(masteryOf(answers)); }));
  });

  test("never is above what was asked, and a right answer now never lowers it", () => {
    const now: Omit<MarkedAnswer, "question"> = { score: 1, at: "2030-01-01" };
    fc.assert(fc.property(answersOf, fc.integer({ min: 1, max: 6 }), (answers, question) => {
      const [before, after] = [masteryOf(answers), masteryOf([...answers, { ...now, question }])];
      expect(before.points).toBeLessThanOrEqual(before.asked);
      expect(after.points).toBeGreaterThanOrEqual(before.points);
      expect(after.asked - before.asked).toBe(answers.some((answer) => answer.question === question) ? 0 : 1);
    }));
  });
});
