import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber, isAmbiguous, readNumber } from "../../src/lib/numbers.ts";

describe("a number", () => {
  test.each<[string, number]>([
    ["35", 35], [" 35 ", 35], ["35.", 35], ["007", 7], ["0", 0], ["-3", -3], ["−3", -3], ["minus three", -3], ["2.5", 2.5], ["2,5", 2.5], [".5", 0.5], ["0,500", 0.5], ["0.125", 0.125],
    ["1,000", 1000], ["1 000", 1000], ["1\u2009000", 1000], ["1\u00a0000\u202f000", 1_000_000], ["1'000", 1000], ["12,345,678", 12_345_678], ["1.000.000", 1_000_000], ["1,234.5", 1234.5], ["1.234,5", 1234.5],
    ["1 234,5", 1234.5], ["12,34,567", 1_234_567], ["1,00,000.5", 100_000.5], ["two", 2], ["Twelve", 12], ["twenty", 20], ["twenty-five", 25], ["ninety nine", 99], ["a hundred", 100], ["one hundred and fifty", 150],
    ["two thousand five hundred", 2500], ["three hundred thousand", 300_000], ["two million three hundred thousand", 2_300_000], ["30 million", 30_000_000], ["thirty million", 30_000_000], ["30 millions", 30_000_000],
    ["a million", 1_000_000], ["1.5 billion", 1_500_000_000], ["1.250 million", 1_250_000], ["30m", 30_000_000], ["30M", 30_000_000], ["30 mn", 30_000_000], ["5k", 5000], ["2bn", 2_000_000_000], ["4.35 million", 4_350_000],
  ])("%j is %d", (typed, number) => {
    expect(readNumber(typed)).toBeCloseTo(number, 6);
  });

  test.each(["", " ", "many", "about 35", "more than 30", "1e6", "0x10", "million million", "Infinity", "NaN", "1/2", "½", "10²", "--5", "1 00", "10 00", "1,000,00", "1.000.00", "1,2,3", "1..5", "5 6", "two three", "twenty twelve", "twenty zero",
    "five hundred hundred", "one hundred and", "constructor", "__proto__", "35 hospitals", "<b>35</b>", "１２", "🐻"])("is not %j", (typed) => {
    expect(readNumber(typed)).toBeUndefined();
  });

  test("with one point before three digits is in thousands only where a whole number from 1000 is likely", () => {
    expect([undefined, 1, 999, 1000.5].map((likely) => readNumber("1.200", likely))).toEqual([1.2, 1.2, 1.2, 1.2]);
    expect([1000, 1200, 5_000_000].map((likely) => readNumber("1.200", likely))).toEqual([1200, 1200, 1200]);
  });

  test("with one comma before three digits is a fraction only where a fraction below 1000 is likely", () => {
    expect([undefined, 1, 1000, 3125, 1000.5].map((likely) => readNumber("3,125", likely))).toEqual([3125, 3125, 3125, 3125, 3125]);
    expect([3.125, 0.5].map((likely) => readNumber("3,125", likely))).toEqual([3.125, 3.125]);
  });

  test("before a scale is judged by its own size", () => {
    expect(readNumber("1.250 million", 1_250_000)).toBe(1_250_000);
    expect(readNumber("1.250 million", 1_250_000_000)).toBe(1_250_000_000);
    expect(readNumber("1,250 million", 1_250_000)).toBe(1_250_000);
  });

  test("reads back as what was formatted, whatever is likely where it is the number itself", () => {
    const numbers = fc.oneof(fc.integer(), fc.integer({ min: -1e15, max: 1e15 }), fc.double({ min: -1e12, max: 1e12, noNaN: true }).filter((each) => Math.abs(each) > 1e-3));
    fc.assert(fc.property(numbers, (number) => {
      expect(readNumber(formatNumber(number))).toBe(number + 0);
      expect(readNumber(formatNumber(number), number)).toBe(number + 0);
    }));
  });

  test("in German has a decimal comma and points between thousands, and is read back as it was formatted", () => {
    expect(["6.500", "6,500", "6,5", "6.5", "1.234,5", "-6.500", "1,250 Mio", "6500", "3 Millionen"].map((typed) => readNumber(typed, undefined, "de"))).toEqual([6500, 6.5, 6.5, 6.5, 1234.5, -6500, 1_250_000, 6500, 3_000_000]);
    expect([readNumber("1,000", 1, "de"), readNumber("1.000", 950, "de"), readNumber("3.125", 3.125, "de"), readNumber("1,200", 1200, "de")]).toEqual([1, 1000, 3.125, 1200]);
    fc.assert(fc.property(fc.oneof(fc.integer({ min: -1e12, max: 1e12 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((each) => Math.abs(each) > 1e-3)), (number) => {
      expect(readNumber(formatNumber(number, "de"), undefined, "de")).toBe(number + 0);
      expect(readNumber(formatNumber(number, "de"), number, "de")).toBe(number + 0);
    }));
  });

  test("means the same in English and German once their marks change places, and is ambiguous just where it does not mean the same as it stands", () => {
    const typed = fc.stringMatching(/^-?[0-9]{1,4}([.,][0-9]{1,4}){0,3}( million)?$/);
    const mirrored = (text: string) => text.replace(/[.,]/g, (mark) => (mark === "." ? "," : "."));
    fc.assert(fc.property(typed, fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }), (text, likely) => {
      const isIndian = /^-?\d\d?(?:[.,]\d\d)+[.,]\d{3}/.test(text);
      if (!isIndian) expect(readNumber(mirrored(text), likely, "de")).toBe(readNumber(text, likely));
      expect(isAmbiguous(text)).toBe(readNumber(text, undefined, "de") !== readNumber(text));
    }), { numRuns: 1000 });
  });

  test("can be grouped with points and have a decimal comma", () => {
    fc.assert(fc.property(fc.integer({ min: 1000, max: 1e12 }), (number) => {
      const european = formatNumber(number).replaceAll(",", ".");
      expect(readNumber(european, number)).toBe(number);
      expect(readNumber(`${european},5`, number)).toBe(number + 0.5);
    }));
  });

  test("is read or not, whatever is likely", () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^[0-9][0-9., ]{0,9}$/), fc.stringMatching(/^[0-9.,]{1,6} ?(million|k|hundred and 5)?$/));
    fc.assert(fc.property(typed, fc.double({ noNaN: true }), (text, likely) => {
      expect(readNumber(text, likely) === undefined).toBe(readNumber(text) === undefined);
    }), { numRuns: 2000 });
  });

  test("of any length is read in no time", () => {
    for (const text of ["1,111".padEnd(200, ",111"), "9".repeat(200), "1 ".repeat(100), "hundred ".repeat(25), "-".repeat(200)]) readNumber(text);
  });
});
