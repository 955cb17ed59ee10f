import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readValue, valueText } from "../../src/domain/written-values.ts";
import { unclearFigure } from "../../src/lib/written-figures.ts";
import type { Value } from "../../src/engine/knowledge/fact.ts";

const amount = fc.integer({ min: 13, max: 999 }).chain((figure) => fc.constantFrom(1, 1_000, 1e6, 1e9).map((size) => figure * size)).filter((value) => value < 1900 || value > 2099);
const comparator = fc.constantFrom({}, { comparator: "more than" as const }, { comparator: "about" as const }, { comparator: "up to" as const });

describe("a value as it is typed", () => {
  test("is read back as it was", () => {
    fc.assert(fc.property(amount, fc.constantFrom("USD" as const, "GBP" as const, "EUR" as const, "BTC" as const), comparator, (money, currency, compared) => {
      const value: Value = { money, currency, ...compared };
      expect(readValue(valueText(value), "money")).toEqual(value);
    }));
    fc.assert(fc.property(amount, comparator, (number, compared) => {
      const value: Value = { number, unit: "hospitals in England", ...compared };
      expect(readValue(valueText(value), "number")).toEqual(value);
    }));
    expect(readValue(valueText({ date: "2015-12/2018-11" }), "date")).toEqual({ date: "2015-12/2018-11" });
  });

  test.each([
    ["16.12.2019", "2019-12-16"], ["3. März 2021", "2021-03-03"], ["Dec. 16, 2019", "2019-12-16"], ["16th of December 2019", "2019-12-16"], ["12/2019", "2019-12"], ["25/12/2019", "2019-12-25"], ["12/25/2019", "2019-12-25"],
    ["04/04/2021", "2021-04-04"], ["2019/12/16", "2019-12-16"], ["Oktober 2019", "2019-10"], ["2015-12/2018-11", "2015-12/2018-11"], ["03/04/2021", undefined], ["3-4-2021", undefined], ["31.02.2021", undefined], ["Maybe 2021", undefined], ["16.12.19", undefined],
  ])("is a date where it can be read in one way only: %s", (text, date) => {
    expect(readValue(text, "date")).toEqual(date && { date });
  });

  test.each([
    ["etwa 4,4 Mio. €", "de", { money: 4_400_000, currency: "EUR", comparator: "about" }], ["mehr als 20.000 Pfund", "de", { money: 20_000, currency: "GBP", comparator: "more than" }], ["1.234,5 Dollar", "de", { money: 1234.5, currency: "USD" }],
    ["€4.4 million", "de", { money: 4_400_000, currency: "EUR" }], ["$20,000", "en", { money: 20_000, currency: "USD" }],
  ] as const)("is a sum in figures of its writer: %s (%s)", (text, language, value) => {
    expect([unclearFigure(text, language), readValue(text, "money", language)]).toEqual([undefined, value]);
  });

  test.each([["1.500 hospitals", "en"], ["$1.500 million", "en"], ["1,500 hospitals", "de"]] as const)("is asked about where its figure can be read in two ways: %s (%s)", (text, language) => {
    expect(unclearFigure(text, language)).toMatch(/^1.500$/);
  });

  test.each([["yesterday", "date"], ["2019-13", "date"], ["a lot", "money"], ["$5 million or so", "money"], ["35", "number"], ["countries", "number"], ["he had 35 countries", "number"]] as const)("is refused where it is none: %s", (text, type) => {
    expect(readValue(text, type)).toBeUndefined();
  });
});
