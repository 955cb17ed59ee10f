import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areDisjoint, formatEdtf, parseEdtf, whenEdtf } from "../../src/lib/edtf.ts";

describe("reading EDTF dates", () => {
  test.each([
    ["2019", "2019-01-01", "2019-12-31", "year"],
    ["2019-02", "2019-02-01", "2019-02-28", "month"],
    ["2020-02-29", "2020-02-29", "2020-02-29", "day"],
    ["2015-12/2018-11", "2015-12-01", "2018-11-30", "interval"],
  ])("%s covers %s to %s", (text, from, to, precision) => {
    expect(parseEdtf(text)).toEqual({ from, to, precision });
  });

  test.each(["", "19", "2019-13", "2019-02-29", "2019-1-1", "2019/", "2019/2018", "2019/2020/2021", "yesterday", "2019-10-21T10:00:00Z"])("refuses %j", (text) => {
    expect(parseEdtf(text)).toBeUndefined();
  });

  test("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => { parseEdtf(text); }));
  });
});

test("dates are said as in a sentence", () => {
  expect([formatEdtf("2019-10-21"), formatEdtf("2019-10"), formatEdtf("2015-12/2018-11")]).toEqual(["21 October 2019", "October 2019", "December 2015 to November 2018"]);
  expect([whenEdtf("2019-10-21"), whenEdtf("2019"), whenEdtf("2015-12/2018-11")]).toEqual(["on 21 October 2019", "in 2019", "between December 2015 and November 2018"]);
});

test("a year is not disjoint from its months", () => {
  expect(areDisjoint(parseEdtf("2018")!, parseEdtf("2018-12")!)).toBe(false);
  expect(areDisjoint(parseEdtf("2018-11")!, parseEdtf("2018-12")!)).toBe(true);
});
