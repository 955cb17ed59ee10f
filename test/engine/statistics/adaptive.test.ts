import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abilityOf, isDone, leastAnswers, leastError, MOST_ASKED, nextQuestion, type AdaptiveAnswer, type AdaptiveQuestion } from "../../../src/engine/statistics/adaptive.ts";
import { calibrate } from "../../../src/engine/statistics/calibrating.ts";
import { predictedDifficulty } from "../../../src/engine/statistics/priors.ts";
import { abilityFrom, chanceRight, informationOf } from "../../../src/engine/statistics/rasch.ts";
import { randomFrom } from "../../../src/lib/random.ts";
import type { Clues } from "../../../src/engine/generation/papers.ts";
import { pooled } from "../../support/pool.ts";

const question = (id: number, given: Partial<AdaptiveQuestion & Clues> = {}): AdaptiveQuestion => ({ ...pooled({ id: `q${id}`, facts: [`f${id}`], ...given }), logits: given.logits ?? 0 });
const pool = Array.from({ length: 12 }, (_, place) => question(place, { logits: (place - 6) / 2 }));
const answers = (questions: readonly AdaptiveQuestion[], score: number) => questions.map((each): AdaptiveAnswer<AdaptiveQuestion> => ({ question: each, score }));
const first = () => 0;

describe("the Rasch model", () => {
  test("has even chances, and tells most, where ability and difficulty are equal", () => {
    expect([chanceRight(1.5, 1.5), informationOf(1.5, 1.5)]).toEqual([0.5, 0.25]);
    expect(chanceRight(1, 0)).toBeCloseTo(Math.E / (1 + Math.E), 12);
    expect(Number.isFinite(abilityFrom([{ difficulty: 900, score: 1 }, { difficulty: -900, score: 0 }]).ability)).toBe(true);
  });

  /** By numpy over the same prior and likelihood, with 20,001 steps from -8 to 8. */
  test.each([[[], 0, 0.9995], [[[0, 1]], 0.413242, 0.910621], [[[0, 1], [1, 1], [-1, 0]], 0.315435, 0.79563]] as const)("gives the posterior mean of %j", (given, ability, error) => {
    const found = abilityFrom(given.map(([difficulty, score]) => ({ difficulty, score })));
    expect(found.ability).toBeCloseTo(ability, 3);
    expect(found.error).toBeCloseTo(error, 3);
  });
});

describe("calibrating", () => {
  test("finds which questions are harder, and believes little of an item that everybody got right", () => {
    const random = randomFrom("calibrating");
    const truth = [-1.5, -0.5, 0.5, 1.5];
    const people = Array.from({ length: 400 }, () => { const ability = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()); return [...truth.map((difficulty) => Number(random() < chanceRight(ability, difficulty))), 1, null]; });
    const found = calibrate(people, 6);
    truth.forEach((difficulty, item) => expect(Math.abs(found[item]! - difficulty)).toBeLessThan(0.35));
    expect(found[4]).toBeLessThan(-3);
    expect(found[4]).toBeGreaterThan(-12);
    expect(found[5]).toBe(0);
    expect(calibrate([], 2, [{ mean: 1, spread: 1 }])).toEqual([1, 0]);
  });

  test("does not mind the order of people", () => {
    fc.assert(fc.property(fc.array(fc.array(fc.constantFrom(0, 0.5, 1, null), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }), (people) => {
      const [forth, back] = [calibrate(people, 3), calibrate(people.toReversed(), 3)];
      forth.forEach((difficulty, item) => expect(back[item]).toBeCloseTo(difficulty, 6));
    }), { numRuns: 30 });
  });
});

describe("what is believed before there are answers", () => {
  test("follows likeness and form", () => {
    expect(predictedDifficulty({ difficulty: "hard", kind: "short" }).mean).toBeGreaterThan(predictedDifficulty({ difficulty: "easy", kind: "true_false" }).mean);
  });
});

describe("an adaptive quiz", () => {
  test("asks one of the five that tell most at the ability shown so far", () => {
    const chosen = Array.from({ length: 5 }, (_, place) => nextQuestion(pool, [], () => place / 5)!.logits);
    expect(chosen.map(Math.abs).sort()).toEqual([0, 0.5, 0.5, 1, 1]);
    const strong = answers(pool.slice(8), 1);
    expect(nextQuestion(pool, strong, first)!.logits).toBeGreaterThan(0);
  });

  test("balances levels and topics before that, and leaves out enemies and facts that were asked", () => {
    const far = question(20, { level: "decide", logits: 4 });
    expect(nextQuestion([...pool, far], answers([pool[0]!], 1), first)).toBe(far);
    const [asked, enemy, same, telling, other] = [question(30, { keys: ["snake"] }), question(31, { enemies: ["q30"] }), question(32, { facts: ["f30"] }), question(33, { asks: " what did snake do " }), question(34, { logits: 3 })];
    expect(nextQuestion([asked, enemy, same, telling, other], answers([asked], 0), first)).toBe(other);
    expect(nextQuestion([asked, enemy], answers([asked], 0), first)).toBeUndefined();
  });

  test("ends when enough is known, or after fifteen questions", () => {
    expect(isDone([])).toBe(false);
    const fifteen = answers(Array.from({ length: MOST_ASKED }, (_, place) => question(place)), 1);
    expect([isDone(fifteen), isDone(fifteen, 40)]).toEqual([true, false]);
    expect([leastError(15), leastAnswers()]).toEqual([expect.closeTo(0.4588, 4), 29]);
    expect(abilityOf(answers(pool, 1)).ability).toBeGreaterThan(1);
    expect(abilityOf(answers(pool, 0)).ability).toBeLessThan(-1);
  });
});
