import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectiveWeights, intendedWeight, itemFigures, type AnswerTally } from "../../../src/engine/statistics/items.ts";
import { optionFigures } from "../../../src/engine/statistics/option-figures.ts";
import { quizFigures } from "../../../src/engine/statistics/quiz-figures.ts";

/**
 * Twelve people, five questions, the fourth with parts. What is expected came out of numpy 2.4.6, which knows nothing of our code:
 * x = A[:, i]; y = A.sum(1) - x; c = cov(x, y, ddof=1); DI = 100 c01 / sqrt(c00 c11); DE = 100 c01 / cov(sort(x), sort(y))01; weights from sqrt(cov(x, T)).
 */
const PART = 1 / 3;
const PEOPLE = [
  [1, 0, 1, PART, 1], [1, 1, 1, 1, 1], [0, 0, 1, 0, 1], [1, 1, 0, 2 * PART, 1], [1, 0, 0, PART, 1], [0, 1, 0, 0, 1],
  [1, 1, 1, 1, 1], [0, 0, 0, PART, 1], [1, 1, 1, 2 * PART, 1], [1, 0, 1, 1, 1], [0, 1, 0, 0, 1], [1, 0, 1, 2 * PART, 1],
];
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const tallyOf = (people: readonly number[][], item: number): AnswerTally[] => people.map((scores) => ({ score: scores[item]!, rest: sum(scores) - scores[item]!, count: 1 }));
const itemsOf = (people: readonly number[][]) => people[0]!.map((_, item) => itemFigures(tallyOf(people, item)));
const quizOf = (people: readonly number[][]) => {
  const points = people[0]!.length;
  const totals = people.map(sum);
  return quizFigures({ shares: totals.map((total) => ({ value: total / points, count: 1 })), totals: totals.map((value) => ({ value, count: 1 })), items: itemsOf(people).map(({ sd }) => (sd === null ? null : sd ** 2)), points });
};
const close = (found: number | null, expected: number | null) => (expected === null ? expect(found).toBeNull() : expect(Math.abs(found! - expected)).toBeLessThan(1e-9));

describe("the figures of a question", () => {
  test.each([
    [0, 0.6666666666666666, 0.4923659639173309, 59.34424260562083, 81.81818181818181, 28.073085828819362],
    [1, 0.5, 0.5222329678670935, -2.4375747470904368, -2.7027027027027035, 19.85066935839014],
    [2, 0.5833333333333334, 0.5149286505444373, 34.7862621391469, 42.85714285714287, 26.14939846602686],
    [3, 0.5, 0.38924947208076144, 76.61539466182363, 82.6086956521739, 25.926846346763636],
    [4, 1, 0, null, null, 0],
  ])("are Moodle's for question %i", (item, facility, sd, discrimination, efficiency, weight) => {
    const figures = itemsOf(PEOPLE);
    close(figures[item]!.facility, facility);
    close(figures[item]!.sd, sd);
    close(figures[item]!.discrimination, discrimination);
    close(figures[item]!.efficiency, efficiency);
    close(effectiveWeights(figures)[item]!, weight);
  });

  test("know no spread in one answer, and no rest in a quiz of one question", () => {
    expect(itemFigures([{ score: 1, rest: 3, count: 1 }])).toEqual({ answers: 1, facility: 1, sd: null, discrimination: null, efficiency: null, withTotal: null });
    expect(itemFigures([{ score: 1, rest: 0, count: 5 }, { score: 0, rest: 0, count: 3 }])).toMatchObject({ answers: 8, facility: 0.625, discrimination: null, efficiency: null });
    expect(() => itemFigures([])).toThrow(RangeError);
  });

  test("leave a question that speaks against the total out of the weights", () => {
    expect(effectiveWeights([{ withTotal: 4 }, { withTotal: -1 }, { withTotal: 1 }, { withTotal: null }])).toEqual([expect.closeTo(200 / 3, 9), null, expect.closeTo(100 / 3, 9), null]);
    expect(intendedWeight(8)).toBe(12.5);
  });
});

describe("the figures of a quiz", () => {
  test("are Moodle's", () => {
    const figures = quizOf(PEOPLE);
    expect(figures.attempts).toBe(12);
    for (const [name, expected] of Object.entries({
      mean: 0.65, median: 0.7, sd: 0.25761140573281366, skewness: 0.023397245332084777, kurtosis: -1.4750966641877996,
      consistency: 54.79452054794522, errorRatio: 67.23502022908508, standardError: 0.1732050807568877,
    })) close(figures[name as keyof typeof figures], expected);
  });

  test("are unknown where too few took it, where nothing varies, and for one question", () => {
    expect(quizOf(PEOPLE.slice(0, 2))).toMatchObject({ attempts: 2, skewness: null, kurtosis: null, consistency: null, errorRatio: null, standardError: null });
    expect(quizOf([[1, 0], [1, 0], [1, 0], [1, 0]])).toMatchObject({ mean: 0.5, sd: 0, skewness: null, kurtosis: null, consistency: null });
    expect(quizOf([[1], [0], [1], [0]])).toMatchObject({ mean: 0.5, consistency: null, standardError: null });
    expect(quizOf(PEOPLE.slice(0, 3)).kurtosis).toBeNull();
  });
});

/** By hand: eleven people, the key is a; the correlations are numpy's corrcoef of the choice and the rest. */
describe("the figures of an option", () => {
  const CHOSEN = "abacadbbabca";
  const TOTALS = [5, 9, 3, 8, 2, 1, 4, 6, 7, 3, 2, 8];
  const tally = [...CHOSEN].map((id, place) => ({ chosen: [id], score: Number(id === "a"), total: TOTALS[place]!, rest: TOTALS[place]! - Number(id === "a"), count: 1 }));
  const options = [..."abcde"].map((id) => ({ id, correct: id === "a" }));
  const figures = optionFigures(options, tally, { facility: 5 / 12, chance: 0.2 });

  test.each([[0, 5, -0.13396595553856075], [1, 4, 0.2914182957804432], [2, 2, 0.09924336870116705], [3, 1, -0.39190064095390575], [4, 0, null]])("count option %i and compare it with the rest", (place, picked, correlation) => {
    expect(figures[place]).toMatchObject({ picked, share: expect.closeTo(picked / 12, 12) as number });
    close(figures[place]!.correlation, correlation);
  });

  test("say which wrong options work: picked often enough, and by those who know less", () => {
    expect(figures.slice(1).map(({ isPicked, isFunctioning }) => [isPicked, isFunctioning])).toEqual([[true, false], [true, false], [true, true], [false, false]]);
  });

  /** By hand: totals 1 2 2 | 3 3 | 4 5 | 6 7 | 8 8 9, each total where its middle stands. */
  test("show who chose it among fifths of the attempts", () => {
    expect(figures[0]!.fifths).toEqual([1 / 3, 0.5, 0.5, 0.5, 1 / 3].map((share) => expect.closeTo(share, 9) as number));
  });

  test("ask less of a wrong option the fewer wrong answers there are", () => {
    const easy = [{ chosen: ["a"], score: 1, total: 3, rest: 2, count: 98 }, { chosen: ["b"], score: 0, total: 0, rest: 0, count: 2 }];
    expect(optionFigures(options, easy, { facility: 0.98, chance: 0.2 }).map(({ isPicked }) => isPicked)).toEqual([true, true, false, false, false]);
  });
});

const matrix = fc.integer({ min: 1, max: 6 }).chain((items) => fc.array(fc.array(fc.constantFrom(0, PART, 0.5, 1), { minLength: items, maxLength: items }), { minLength: 1, maxLength: 40 }));

describe("whatever people answer", () => {
  test("discrimination and efficiency stay between -100 and 100, and effective weights add up to 100", () => {
    fc.assert(fc.property(matrix, (people) => {
      const figures = itemsOf(people);
      for (const { discrimination, efficiency, facility } of figures) {
        expect(facility).toSatisfy((value: number) => value >= 0 && value <= 1);
        for (const value of [discrimination, efficiency]) if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(100);
      }
      const weights = effectiveWeights(figures).filter((weight) => weight !== null);
      if (weights.length > 0) expect(sum(weights)).toBeCloseTo(100, 6);
    }));
  });

  test("the order of the attempts changes nothing, and equal answers may be counted together", () => {
    fc.assert(fc.property(matrix, (people) => {
      const [forth, back] = [quizOf(people), quizOf(people.toReversed())];
      for (const name of Object.keys(forth) as (keyof typeof forth)[]) close(back[name], forth[name]);
      const doubled = itemFigures(tallyOf(people, 0).map((each) => ({ ...each, count: 2 })));
      const twice = itemFigures([...tallyOf(people, 0), ...tallyOf(people, 0)]);
      close(doubled.discrimination, twice.discrimination);
      close(doubled.efficiency, twice.efficiency);
    }));
  });
});
