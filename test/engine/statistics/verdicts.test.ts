import { describe, expect, test } from "vitest";
import { lineFigures, typedFigures } from "../../../src/engine/statistics/line-figures.ts";
import { linePicks } from "../../../src/engine/statistics/line-picks.ts";
import { paceFigures } from "../../../src/engine/statistics/pace-figures.ts";
import { groupSizes, scoreCurve } from "../../../src/engine/statistics/score-groups.ts";
import { itemFigures } from "../../../src/engine/statistics/items.ts";
import { optionFigures } from "../../../src/engine/statistics/option-figures.ts";
import { reportOf } from "../../../src/engine/statistics/report.ts";
import { standingOf, verdictsOn } from "../../../src/engine/statistics/verdicts.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

const kindOf = (kind: string) => EVERY_KIND.find((question) => question.kind === kind)!;
const verdicts = (tally: { score: number; rest: number; count: number }[], guess = 1 / 3) => verdictsOn(itemFigures(tally), [], guess);

describe("what is said of a question", () => {
  test("is nothing with 29 answers, provisional from 30, and settled from 100", () => {
    expect([0, 1, 29, 30, 99, 100].map(standingOf)).toEqual(["hidden", "hidden", "hidden", "provisional", "provisional", "settled"]);
  });

  test("is that it is too easy where all are right, and worse than guessing and weak where all are wrong", () => {
    expect(verdicts([{ score: 1, rest: 2, count: 20 }, { score: 1, rest: 4, count: 20 }])).toEqual(["too-easy"]);
    expect(verdicts([{ score: 0, rest: 2, count: 20 }, { score: 0, rest: 4, count: 20 }])).toEqual(["guessed", "weak"]);
  });

  test("is weak where nothing else was asked, or everybody did equally well in the rest", () => {
    expect(verdicts([{ score: 1, rest: 0, count: 20 }, { score: 0, rest: 0, count: 20 }])).toEqual(["weak"]);
    expect(verdicts([{ score: 1, rest: 3, count: 20 }, { score: 0, rest: 3, count: 20 }])).toEqual(["weak"]);
  });

  test("is that the key is doubtful only where that is no accident of few answers", () => {
    const against = (count: number) => [{ score: 1, rest: 1, count: 6 * count }, { score: 1, rest: 2, count: 4 * count }, { score: 0, rest: 1, count: 4 * count }, { score: 0, rest: 2, count: 6 * count }];
    expect(verdicts(against(2))).toEqual(["weak"]);
    expect(verdicts(against(20))).toEqual(["key-doubtful"]);
  });

  test("does not mind an only option, which everybody has to take", () => {
    const picks = [{ chosen: ["a"], score: 1, total: 3, rest: 2, count: 40 }];
    expect(optionFigures([{ id: "a", correct: true }], picks, { facility: 1, chance: 1 })).toEqual([{ id: "a", correct: true, picked: 40, share: 1, fifths: [null, null, 1, null, null], correlation: null, isPicked: true, isFunctioning: true }]);
  });
});

describe("a report", () => {
  test("keeps a dropped question out of totals, weights and consistency, and gives it figures of its own", () => {
    const attempts = [{ score: 2, of: 2, total: 2, lines: 2, attempts: 20 }, { score: 1, of: 2, total: 1, lines: 2, attempts: 15 }];
    const answers = [1, 2, 3].flatMap((item) => [{ item, score: 1, total: 2, lines: 2, answers: 20 }, { item, score: item === 1 ? 0 : item === 2 ? 1 : 0, total: 1, lines: 2, answers: 15 }]);
    const report = reportOf({ attempts, answers, slots: [] }, { isDrawn: false, withdrawn: new Set([3]) });
    expect(report.items.map(({ item, intended, effective }) => [item, intended, effective === null])).toEqual([[1, 50, false], [2, 50, false], [3, null, true]]);
    expect(report.items[2]).toMatchObject({ answers: 35, facility: 20 / 35, discrimination: expect.closeTo(100, 9) as number });
    expect(report.quiz).toMatchObject({ attempts: 35, mean: expect.closeTo(27.5 / 35, 12) as number });
  });

  test("knows an attempt that is the only one", () => {
    expect(reportOf({ attempts: [{ score: 1, of: 2, total: 1, lines: 2, attempts: 1 }], answers: [{ item: 1, score: 1, total: 1, lines: 2, answers: 1 }], slots: [] }, { isDrawn: false, withdrawn: new Set() })).toMatchObject(
      { attempts: 1, quiz: { mean: 0.5, median: 0.5, sd: null, consistency: null, standardError: null }, items: [{ facility: 1, sd: null, discrimination: null, effective: null }] });
  });
});

/** The percentiles are numpy's, of the same 35 values. */
describe("how long answers took", () => {
  const paces = [[5, 3], [7, 10], [12, 9], [20, 8], [45, 4], [300, 1]].map(([value, count]) => ({ value: value!, count: count! }));
  test("is a median and the quartiles, from thirty times on", () => {
    expect(paceFigures(paces)).toEqual({ timed: 35, median: 12, low: 7, high: 20 });
    expect(paceFigures(paces.slice(0, 3))).toEqual({ timed: 22, median: null, low: null, high: null });
    expect(paceFigures([{ value: 1, count: 15 }, { value: 2, count: 15 }])).toMatchObject({ low: 1, median: 1.5, high: 2 });
  });
});

describe("what was put in each line", () => {
  test("is counted by pair and by place, with every choice that there was", () => {
    const matching = kindOf("matching");
    expect(linePicks(matching, ["Russia", "North Korea"])).toEqual([{ line: "sealed-matching-1", choice: "1" }, { line: "sealed-matching-2", choice: "2" }]);
    const [first] = lineFigures(matching, [{ line: "sealed-matching-1", choice: "1", answers: 3, points: 3 }, { line: "sealed-matching-1", choice: "0", answers: 1, points: 0 }]);
    expect(first).toMatchObject({ text: "Turla group", answers: 4, cells: [{ text: "Iran", isRight: false, answers: 1, share: 0.25 }, { text: "Russia", isRight: true, answers: 3 }, { text: "North Korea", answers: 0, share: 0 }] });
    expect(lineFigures(kindOf("ordering"), []).map(({ cells }) => cells.findIndex(({ isRight }) => isRight))).toEqual([0, 1, 2]);
  });

  test("is the same number or name however it was typed, and nothing for options or an answer that is gone", () => {
    const typed = (kind: string, ...texts: string[]) => new Set(texts.flatMap((text) => linePicks(kindOf(kind), [text])).map(({ choice }) => choice));
    expect(typed("numeric", "48,213.5", "48213.50", "$48213.5")).toEqual(new Set(["48213.5"]));
    expect(typed("numeric", "a lot")).toEqual(new Set(["a lot"]));
    expect(typed("short", " Fancy  Bear", "fancy bear")).toEqual(new Set(["fancy bear"]));
    expect(linePicks(kindOf("single"), ["a"])).toEqual([]);
    expect(linePicks(kindOf("short"), [])).toEqual([]);
    expect(typedFigures([{ line: "", choice: "x", answers: 6, points: 3 }, { line: "", choice: "y", answers: 5, points: 0 }], 20, 1)).toEqual({ typed: [{ text: "x", answers: 6, share: 0.3, mean: 0.5 }], others: 14 });
  });
});

describe("fifths of the attempts", () => {
  test("keep equal results together, so that one can be empty", () => {
    const tally = [{ total: 0, score: 0, count: 10 }, { total: 1, score: 0, count: 2 }, { total: 1, score: 1, count: 18 }, { total: 2, score: 1, count: 10 }];
    expect(groupSizes(tally)).toEqual([10, 0, 20, 0, 10]);
    expect(scoreCurve(tally)).toEqual([0, null, 0.9, null, 1]);
  });
});
