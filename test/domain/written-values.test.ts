import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readValue, valueText } from "../../src/domain/written-values.ts";
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

  test.each([["yesterday", "date"], ["2019-13", "date"], ["a lot", "money"], ["$5 million or so", "money"], ["35", "number"], ["countries", "number"], ["he had 35 countries", "number"]] as const)("is refused where it is none: %s", (text, type) => {
    expect(readValue(text, type)).toBeUndefined();
  });
});
