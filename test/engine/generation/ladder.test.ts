import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ladder, LADDER } from "../../../src/engine/generation/ladder.ts";
import { formatValue, type Value } from "../../../src/engine/knowledge/fact.ts";
import { areApart } from "../../../src/engine/knowledge/proofs.ts";

const dates = fc.date({ min: new Date("1988-01-01"), max: new Date("2030-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const values: fc.Arbitrary<Value> = fc.oneof(
  fc.tuple(dates, fc.constantFrom(4, 7, 10)).map(([date, length]) => ({ date: date.slice(0, length) })),
  fc.integer({ min: 1, max: 400_000_000 }).map((number) => ({ number, unit: "people" })),
  fc.integer({ min: 1, max: 1_000_000_000 }).map((money) => ({ money, currency: "USD" as const })),
);

describe("a ladder of figures", () => {
  test("has four rungs that have nothing in common, in order, and the true one once", () => {
    fc.assert(fc.property(values, fc.nat(LADDER - 1), (value, place) => {
      const rungs = ladder(value, place);
      if (!rungs) return;
      expect(rungs).toHaveLength(LADDER);
      expect(rungs.filter((rung) => formatValue(rung) === formatValue(value))).toHaveLength(1);
      for (const [i, a] of rungs.entries()) for (const b of rungs.slice(i + 1)) expect(areApart(a, b)).toBe(true);
      const sizes = rungs.map((rung) => ("date" in rung ? rung.date : "money" in rung ? rung.money : rung.number));
      expect([...sizes].sort((a, b) => (a < b ? -1 : 1))).toEqual(sizes);
    }));
  });

  test("is none for a period", () => {
    expect(ladder({ date: "2015-12/2018-11" }, 1)).toBeUndefined();
  });
});
