import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isTimeToRemind, type Dated } from "../../../src/engine/learning/reminder-rhythm.ts";
import { daysLater } from "../../../src/lib/zones.ts";

/** The days, counted from the one on which it was given, on which somebody is told who looks on every one of `looked`. */
function toldOn({ given, due }: Dated, looked: readonly number[]): number[] {
  let last: string | null = null;
  return looked.filter((day) => {
    const today = daysLater(given, day);
    if (!isTimeToRemind({ given, due }, last, today)) return false;
    last = today;
    return true;
  });
}
const days = (count: number) => Array.from({ length: count }, (_, day) => day);
const given = "2026-01-05";

describe("the rhythm of reminders", () => {
  test("is the day of giving, then a week, three days and a day before, the day itself, the day after and weekly", () => {
    expect(toldOn({ given, due: daysLater(given, 20) }, days(45))).toEqual([0, 13, 17, 19, 20, 21, 28, 35, 42]);
  });

  test("leaves out what lies before the giving, and is every four weeks without a date", () => {
    expect(toldOn({ given, due: daysLater(given, 2) }, days(12))).toEqual([0, 1, 2, 3, 10]);
    expect(toldOn({ given, due: null }, days(60))).toEqual([0, 28, 56]);
  });

  test("takes up on Monday what fell on the weekend, once", () => {
    const workdays = days(40).filter((day) => day % 7 < 5);
    expect(toldOn({ given, due: daysLater(given, 13) }, workdays)).toEqual([0, 7, 10, 14, 21, 28, 35]);
  });

  test("tells whoever has never been told, and never twice on one day or more often than it has turns", () => {
    fc.assert(fc.property(fc.option(fc.integer({ min: -30, max: 60 })), fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 1 }), (due, looked) => {
      const inOrder = looked.sort((a, b) => a - b);
      const told = toldOn({ given, due: due === null ? null : daysLater(given, due) }, inOrder);
      expect(told[0]).toBe(inOrder[0]);
      expect(told.length).toBeLessThanOrEqual(due === null ? 5 : 7 + Math.ceil((120 - Math.min(due, 120)) / 7));
      const last = daysLater(given, told.at(-1)!);
      expect(isTimeToRemind({ given, due: due === null ? null : daysLater(given, due) }, last, last)).toBe(false);
    }));
  });
});
