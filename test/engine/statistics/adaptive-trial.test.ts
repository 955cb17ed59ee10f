import { describe, expect, test } from "vitest";
import { forPool } from "../../../src/engine/generation/papers.ts";
import { poolFlaws } from "../../../src/engine/statistics/adaptive-pool-checks.ts";
import { bestInformation, poolInformation, trialsOf } from "../../../src/engine/statistics/adaptive-trial.ts";
import { expectedShare, poolScore } from "../../../src/engine/statistics/pool-score.ts";
import { questionSchema } from "../../../src/engine/questions/question.ts";

const option = (id: string, correct: boolean) => ({ id, text: id, correct, feedback: "f" });
const question = (id: string, logits: number) => ({ ...forPool(questionSchema.parse({
  schema: 1, id, kind: "single", level: "recall", difficulty: "medium", stem: `Question ${id}?`, explanation: "e", facts: [id], topic: "phishing", evidence: [], enemies: [], options: [option(`${id} a`, true), option(`${id} b`, false)],
})), logits });
const pool = Array.from({ length: 60 }, (_, place) => question(`q${place}`, -3 + place / 10));

describe("the score of a pool", () => {
  test("is the expected share at the ability shown, within its range", () => {
    expect(expectedShare(0, [0, 0])).toBe(0.5);
    expect(expectedShare(0, [Math.log(3)])).toBeCloseTo(0.25, 12);
    const score = poolScore([{ difficulty: 0, score: 1 }, { difficulty: 0, score: 0 }], [0, 0]);
    expect(score.percent).toBe(50);
    expect(score.least + score.most).toBeCloseTo(99, -0.5);
    expect(score.least).toBeLessThan(35);
  });
});

describe("trials of an adaptive pool", () => {
  test("find made-up people near where they are, with fifteen questions of which about half are right", () => {
    const trials = trialsOf(pool, "seed");
    expect(trialsOf(pool, "seed")).toEqual(trials);
    for (const { asked, percent, share, right } of trials.slice(1, 4)) {
      expect(asked).toBe(15);
      expect(Math.abs(percent - share)).toBeLessThan(12);
      expect(Math.abs(right - 0.5)).toBeLessThan(0.25);
    }
    expect(trials.map(({ percent }) => percent)).toEqual(trials.map(({ percent }) => percent).toSorted((a, b) => a - b));
  });

  test("say what a pool lacks", () => {
    const flawsOf = (questions: typeof pool, answers = 40) => poolFlaws(questions.map(({ logits }) => ({ logits, answers })), trialsOf(questions, "seed"));
    expect(flawsOf(pool)).toEqual([]);
    expect(flawsOf(pool, 0)).toEqual(["guessed"]);
    expect(flawsOf(pool.filter(({ logits }) => logits > 0.5).slice(0, 20))).toEqual(expect.arrayContaining(["small", "few-easy"]));
    expect(flawsOf(pool.slice(0, 10))).toEqual(expect.arrayContaining(["small", "runs-out", "few-hard"]));
  });

  test("count information as Birnbaum does: a quarter where a question fits", () => {
    expect(poolInformation(0, [0, 0])).toBe(0.5);
    expect(bestInformation(0, [0, 5, 0], 2)).toBe(0.5);
  });
});
