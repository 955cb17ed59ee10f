import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inEnglish } from "../../../src/lib/readers.ts";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { inWords } from "../../../src/engine/questions/marking-numeric.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import { formatNumber } from "../../../src/lib/numbers.ts";
import type { NumericQuestion } from "../../../src/engine/questions/question.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

const numeric = EVERY_KIND.find((question) => question.kind === "numeric")!;
const asking = (value: number, tolerance = 0, unit?: string): NumericQuestion => ({ ...numeric, answer: { value, tolerance, ...(unit ? { unit } : {}) } });

describe("marking a number", () => {
  test.each<[number, number, string | undefined, string, number]>([
    [35, 0, undefined, "35", 1], [35, 0, undefined, "thirty-five", 1], [35, 0, undefined, "36", 0],
    [1000, 0, undefined, "1,000", 1], [1000, 0, undefined, "1 000", 1], [1000, 0, undefined, "1.000", 1], [1, 0, undefined, "1.000", 1], [1, 0, undefined, "1,000", 0], [3.125, 0, undefined, "3,125", 1],
    [30_000_000, 0, "US dollars", "$30 million", 1], [30_000_000, 0, "US dollars", "30m", 1], [30_000_000, 0, "US dollars", "USD 30,000,000", 1], [30_000_000, 0, "US dollars", "30 million dollars", 1],
    [30_000_000, 0, "US dollars", "30 million US dollars", 1], [30_000_000, 0, undefined, "$30m", 1], [30_000_000, 0, "US dollars", "30", 0], [30, 0, "$", "$30", 1],
    [30, 0, "million dollars", "30", 1], [30, 0, "million dollars", "$30 million", 1], [30, 0, "million dollars", "30,000,000", 1], [30, 0, "million dollars", "$30", 1], [30, 0, "million dollars", "31m", 0],
    [75, 0, "bitcoin", "75 BTC", 1], [30, 0, "%", "30 %", 1], [30, 0, "percent of staff", "30%", 1], [30, 0, undefined, "30 per cent", 1],
    [5, 0, "hospitals in England", "5 hospitals", 1], [1, 0, "hospitals", "1 hospital", 1], [4, 0, "m", "4 m", 1], [90, 0, "minutes", "90 minutes", 1], [-5, 0, undefined, "-5", 1],
    [100, 5, undefined, "95", 1], [100, 5, undefined, "105", 1], [100, 5, undefined, "105.1", 0], [100, 5, undefined, "94", 0], [0.3, 0.1, undefined, "0.4", 1], [0.3, 0.1, undefined, "0.2", 1], [0, 0, undefined, "0", 1],
  ])("%d within %d of %s, typed %j, gives %d", (value, tolerance, unit, typed, score) => {
    expect(mark(asking(value, tolerance, unit), [typed])).toBe(score);
  });

  test.each<[string | undefined, string[], string]>([
    [undefined, [], "Write a number, such as 35."], [undefined, [""], "Write a number, such as 35."], [undefined, ["many"], "Write a number, such as 35."], [undefined, ["35", "36"], "Write a number, such as 35."],
    [undefined, ["9".repeat(201)], "Write a number, such as 35."], [undefined, ["35 years"], "Write a number, such as 35."], [undefined, ["1e9"], "Write a number, such as 35."],
    ["hospitals", ["35 towns"], "Write the number alone: the unit is hospitals."], ["hospitals", ["$35"], "Write the number alone: the unit is hospitals."], ["US dollars", ["£30"], "Write the number alone: the unit is US dollars."],
    ["minutes", ["30m"], "Write the number alone: the unit is minutes."], ["hospitals", ["about 35"], "Write a number, such as 35."],
  ])("of %s refuses %j in words, and marks nothing wrong for it", (unit, chosen, words) => {
    expect(inEnglish(complaintAbout(asking(35, 0, unit), chosen)!)).toBe(words);
    expect(() => mark(asking(35, 0, unit), chosen)).toThrow(RangeError);
  });

  test("takes the right number as we would write it, and whatever is within the tolerance", () => {
    const answer = fc.record({ value: fc.integer({ min: -1e9, max: 1e9 }), tolerance: fc.integer({ min: 0, max: 1000 }), unit: fc.constantFrom(undefined, "US dollars", "hospitals", "%", "million dollars", "$") });
    fc.assert(fc.property(answer, fc.integer({ min: -2000, max: 2000 }), ({ value, tolerance, unit }, off) => {
      fc.pre(unit !== "million dollars" || Math.abs(value + off) < 1e6);
      expect(mark(asking(value, tolerance, unit), [inWords(value + off, unit)])).toBe(Math.abs(off) <= tolerance ? 1 : 0);
    }));
  });

  test("goes by the language of the page where one mark stands before three digits", () => {
    const marked = (value: number, typed: string, language: "en" | "de", tolerance = 0) => mark(asking(value, tolerance, "hospitals"), chosenBy(asking(value), [], [typed], language));
    expect([marked(6500, "6.500", "de"), marked(6500, "6.500", "en"), marked(1, "1,000", "de"), marked(1, "1,000", "en"), marked(950, "1.000 hospitals", "de", 100), marked(950, "1.000", "en", 100), marked(6.5, "6,5", "de"), marked(7, "6.500", "de", 1)]).toEqual([1, 1, 1, 0, 1, 0, 1, 0]);
    expect([chosenBy(numeric, [], ["6,5"], "de"), chosenBy(numeric, [], [" 6.500 "], "de"), chosenBy(numeric, [], ["6.500"], "en")]).toEqual([["6,5"], ["6.500", "de"], ["6.500"]]);
    expect(complaintAbout(numeric, ["6.500", "xx"])).toBeDefined();
  });

  test("takes what a German reader types, as German writes it", () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -2000, max: 2000 }), (value, tolerance, off) => {
      expect(mark(asking(value, tolerance), chosenBy(asking(value), [], [formatNumber(value + off, "de")], "de"))).toBe(Math.abs(off) <= tolerance ? 1 : 0);
    }));
  });

  test("complains or gives 0 or 1, and complains about the same whatever is right", () => {
    const typed = fc.oneof(fc.string({ maxLength: 210 }), fc.string({ unit: "binary" }), fc.stringMatching(/^[$£]?[0-9., ]{1,8} ?(million|m|%|dollars|hospitals)?$/));
    fc.assert(fc.property(typed, fc.constantFrom(undefined, "hospitals", "US dollars", "million dollars", "%"), fc.double({ noNaN: true, noDefaultInfinity: true }), (text, unit, value) => {
      const complaint = complaintAbout(asking(value, 0, unit), [text]);
      expect(complaint).toEqual(complaintAbout(asking(7, 3, unit), [text]));
      if (complaint === undefined) expect([0, 1]).toContain(mark(asking(value, 1, unit), [text]));
    }), { numRuns: 2000 });
  });
});
