import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inEnglish } from "../../../src/lib/readers.ts";
import { complaintAbout, mark, verdictOf } from "../../../src/engine/questions/marking.ts";
import type { ChoiceQuestion, Question } from "../../../src/engine/questions/question.ts";

const common = { schema: 1 as const, id: "q", level: "recall" as const, difficulty: "easy" as const, stem: "?", explanation: "!", facts: [], topic: "claims", evidence: [], enemies: [] };
const choice = (kind: Exclude<ChoiceQuestion["kind"], "spot">, right: string, wrong: string): Question => ({ ...common, kind, options: [...right].map((id) => ({ id, text: id, correct: true, feedback: "!" })).concat([...wrong].map((id) => ({ id, text: id, correct: false, feedback: "!" }))) });
const matching: Question = { ...common, kind: "matching", responses: ["x", "y", "z", "spare"], pairs: ["x", "y", "z"].map((response) => ({ id: response, premise: `to ${response}`, response, feedback: "!" })) };
const ordering: Question = { ...common, kind: "ordering", sequence: ["a", "b", "c"].map((id) => ({ id, text: id, feedback: "!" })) };

describe("marking", () => {
  test.each<[string, Question, string[], number]>([
    ["the key of a single choice", choice("single", "a", "bcd"), ["a"], 1],
    ["a distractor", choice("single", "a", "bcd"), ["b"], 0],
    ["every right option and no other", choice("multiple", "ab", "cd"), ["a", "b"], 1],
    ["half of the right options", choice("multiple", "ab", "cd"), ["a"], 0.5],
    ["a right and a wrong option", choice("multiple", "ab", "cd"), ["a", "c"], 0],
    ["every option", choice("multiple", "ab", "cd"), ["a", "b", "c", "d"], 0],
    ["three right options of three", choice("multiple", "abc", "de"), ["c", "b", "a"], 1],
    ["one pair of three, with the spare", matching, ["x", "spare", "y"], 1 / 3],
    ["the right order", ordering, ["a", "b", "c"], 1],
    ["one line in its place", ordering, ["a", "c", "b"], 1 / 3],
  ])("%s", (_, question, chosen, score) => {
    expect(mark(question, chosen)).toBeCloseTo(score, 10);
  });

  test.each<[string, Question, string[], RegExp]>([
    ["no option", choice("single", "a", "b"), [], /Choose one of the options/],
    ["two options of a single choice", choice("single", "a", "b"), ["a", "b"], /just one/],
    ["an option that is not there", choice("multiple", "a", "b"), ["z"], /not one of the options/],
    ["an option twice", choice("multiple", "a", "b"), ["a", "a"], /not one of the options/],
    ["a line without a match", matching, ["x", "", "z"], /every line/],
    ["a match that is not on offer", matching, ["x", "y", "w"], /not one of the matches/],
    ["two lines in one place", ordering, ["a", "a", "b"], /place of its own/],
  ])("refuses %s, in words for the learner", (_, question, chosen, words) => {
    expect(inEnglish(complaintAbout(question, chosen)!)).toMatch(words);
    expect(() => mark(question, chosen)).toThrow(RangeError);
  });

  test("gives a score from 0 to 1, 1 only for exactly the right options, and no more for a wrong option added", () => {
    const sets = fc.record({ right: fc.integer({ min: 1, max: 5 }), wrong: fc.integer({ min: 1, max: 5 }), mask: fc.integer({ min: 1, max: 1023 }) });
    fc.assert(fc.property(sets, ({ right, wrong, mask }) => {
      const question = choice("multiple", "abcde".slice(0, right), "vwxyz".slice(0, wrong)) as ChoiceQuestion;
      const chosen = question.options.filter((_, i) => mask & (1 << i)).map(({ id }) => id);
      fc.pre(chosen.length > 0);
      const score = mark(question, chosen);
      const isRight = question.options.every((option) => option.correct === chosen.includes(option.id));
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score === 1).toBe(isRight);
      expect(verdictOf(score) === "correct").toBe(isRight);
      const extra = question.options.find((option) => !option.correct && !chosen.includes(option.id));
      if (extra) expect(mark(question, [...chosen, extra.id])).toBeLessThanOrEqual(score);
    }));
  });
});
