import { describe, expect, test } from "vitest";
import { asMinutes, expectedSeconds, paperSeconds } from "../../../src/engine/questions/expected-seconds.ts";
import { questionSchema, type Question } from "../../../src/engine/questions/question.ts";

const option = (id: string, correct: boolean) => ({ id, text: "one two three", correct, feedback: "f" });
const made = (given: Partial<Question> = {}): Question => questionSchema.parse({
  schema: 1, id: "q", kind: "single", level: "recall", difficulty: "easy", stem: Array.from({ length: 14 }, () => "word").join(" "), explanation: "e", facts: [], topic: "phishing", evidence: [], enemies: [],
  options: [option("a", true), option("b", false)], ...given,
});

describe("the time that a question takes", () => {
  test("comes from its words and its kind until thirty answers were measured, and then from their median", () => {
    expect(expectedSeconds(made())).toBe(20);
    expect(expectedSeconds(made({ level: "decide" }))).toBe(26);
    expect(expectedSeconds(made(), [{ seconds: 90, answers: 29 }])).toBe(20);
    expect(expectedSeconds(made(), [{ seconds: 90, answers: 14 }, { seconds: 12, answers: 16 }])).toBe(18);
  });

  test("adds up to that of a paper, in whole minutes", () => {
    expect(paperSeconds([10, 30], 4)).toBe(40);
    expect(paperSeconds([], 4)).toBe(0);
    expect([0, 89, 90].map(asMinutes)).toEqual([1, 1, 2]);
  });
});
