import { describe, expect, test } from "vitest";
import { dateline } from "../../src/lib/dateline.ts";
import { readerOf } from "../../src/lib/readers.ts";

describe("the head of an entry", () => {
  test.each([
    ["2019", "In 2019"], ["2019-10", "In October 2019"], ["2017-06-27", "27 June 2017"], ["2019-06-17/2019-06-18", "17–18 June 2019"], ["2019-06-30/2019-07-02", "30 June to 2 July 2019"], ["2019-06-17/2019-06-17", "17 June 2019"],
    ["2017-05/2017-07", "May to July 2017"], ["2017-05/2017-05", "In May 2017"], ["2015-12/2018-11", "December 2015 to November 2018"], ["2015/2018", "2015 to 2018"], ["2017-05/2017-07-02", "May 2017 to 2 July 2017"],
  ])("says %s as %s, wherever the clock is", (edtf, words) => {
    for (const zone of ["UTC", "America/Los_Angeles"]) expect(dateline(edtf, readerOf("en", zone))).toBe(words);
  });

  test.each([
    ["2019", "2019"], ["2019-10", "Oktober 2019"], ["2017-06-27", "27. Juni 2017"], ["2019-06-17/2019-06-18", "17.–18. Juni 2019"], ["2019-06-30/2019-07-02", "30. Juni bis 2. Juli 2019"], ["2017-05/2017-07", "Mai bis Juli 2017"],
  ])("says %s in German as %s", (edtf, words) => expect(dateline(edtf, readerOf("de", "Europe/Berlin"))).toBe(words));
});
