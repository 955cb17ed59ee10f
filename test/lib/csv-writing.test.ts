import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "../../src/lib/csv-writing.ts";

const rowsIn = (line: string): string[][] => parse(line);

describe("a line of CSV", () => {
  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])("disarms %j", (text) => {
    expect(rowsIn(csvLine([text]))[0]![0]).toBe(`'${text}`);
  });

  test("leaves numbers alone, also those below zero", () => {
    expect(csvLine([-2.5, null, 0, "a"])).toBe("-2.5,,0,a\r\n");
  });

  test("is read back as it was written, whatever stands in it", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('"', "a,b", "a\r\nb", " a "));
    fc.assert(fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      const [read] = rowsIn(csvLine(cells));
      expect(read!.map((text, place) => (text === `'${cells[place]!}` ? cells[place] : text))).toEqual(cells);
    }));
  });
});
