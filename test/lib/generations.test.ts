import fc from "fast-check";
import { expect, test } from "vitest";
import { keptDays } from "../../src/lib/generations.ts";

const dayOf = (number: number) => new Date(Date.UTC(2025, 0, 1 + number)).toISOString().slice(0, 10);
const all = Array.from({ length: 400 }, (_, number) => dayOf(number));

test("a year of daily backups thins out to days, Sundays and ends of months", () => {
  const kept = [...keptDays(all.slice(0, 365), { days: 3, weeks: 3, months: 3 })].sort();
  expect(kept).toEqual(["2025-10-31", "2025-11-30", "2025-12-21", "2025-12-28", "2025-12-29", "2025-12-30", "2025-12-31"]);
});

test("the newest is always kept, and thinning out every day keeps what thinning out once would", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(399), { minLength: 1 }), fc.nat(9), fc.nat(5), fc.nat(5), (numbers, days, weeks, months) => {
    const [made, rule] = [numbers.sort((one, other) => one - other).map(dayOf), { days, weeks, months }];
    const daily = made.reduce<string[]>((kept, day) => [...keptDays([...kept, day], rule)], []);
    expect(daily).toContain(made.at(-1));
    expect(new Set(daily)).toEqual(keptDays(made, rule));
  }));
});
