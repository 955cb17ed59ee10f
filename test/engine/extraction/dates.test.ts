import { describe, expect, test } from "vitest";
import { findDates } from "../../../src/engine/extraction/dates.ts";

const dates = (text: string, published: string | undefined = "2019-12-16") => findDates(text, published).map(({ when }) => when?.date);

describe("a date in a sentence", () => {
  test.each([
    ["hit on 14 September", "2019-09-14"], ["hit on March 22", "2019-03-22"], ["hit on Dec. 27", "2018-12-27"], ["in October an inquiry", "2019-10"], ["in April", "2019-04"], ["on Friday", "2019-12-13"],
    ["last Wednesday", "2019-12-11"], ["last year", "2018"], ["in 2018 it fell", "2018"], ["since 2015", "2015"], ["in December 2018", "2018-12"], ["on 12 May 2017", "2017-05-12"], ["yesterday", "2019-12-15"],
    ["in early 2017", "2017-01/2017-04"], ["in late 2016", "2016-09/2016-12"], ["in the second quarter of 2019", "2019-04/2019-06"], ["in Q3 2018", "2018-07/2018-09"], ["between May and July 2017", "2017-05/2017-07"],
  ])("is resolved against the day of publication, towards the past: %s", (text, date) => {
    expect(dates(text)).toEqual([date]);
  });

  test.each(["now", "today", "this", "hackers may attack", "a second attack", "in 15 months", "2,018 customers", "sentenced to 20 years", "version 3.2"])("is none: %s", (text) => {
    expect(dates(text)).toEqual([]);
  });

  test("that is relative stays open without a day of publication", () => {
    expect(findDates("last Wednesday", undefined).map(({ when }) => [when!.date, when!.relative])).toEqual([[undefined, true]]);
    expect(findDates("on 14 September", undefined)[0]!.when!.date).toBeUndefined();
    expect(findDates("on 12 May 2017", undefined)[0]!.when!.date).toBe("2017-05-12");
  });

  test.each(["last week", "two days ago", "yesterday", "last month", "earlier this month", "last year", "two years ago", "a week earlier", "on Monday", "in November", "2000 days ago"])("that is told from another day has none without a day of publication: %s", (text) => {
    const [mention] = findDates(`It was hit ${text}.`, undefined);
    expect([mention?.when?.date, mention?.when?.relative]).toEqual([undefined, true]);
  });

  test.each([["a day after 5 May 2020", "2020-05-06"], ["on 5/23/20", "2020-05-23"], ["on Friday, 5 May 2017", "2017-05-05"], ["last May 2020", "2020-05"]])("that names its year needs no day of publication: %s", (text, date) => {
    expect(findDates(text, undefined).map(({ when }) => [when!.date, when!.relative])).toEqual([[date, false]]);
  });

  test.each([["03/04/2019", true], ["hit on 03/04/2019", true], ["23/04/2019", false], ["last November", true], ["in November", false]])("says that it is ambiguous: %s", (text, ambiguous) => {
    expect(findDates(text, "2019-12-16").map(({ when }) => when!.ambiguous)).toEqual([ambiguous]);
  });

  test.each(["Two weeks later", "a month later", "three days after that", "the following day", "the next day", "a year earlier", "the month before"])("that is counted from another day than that of publication stays open: %s", (text) => {
    expect(findDates(`${text} the files were encrypted.`, "2019-12-16").map(({ when }) => when!.date ?? "")).not.toContainEqual(expect.stringMatching(/\d/));
  });

  test.each([["It was hit in May 2017. It said in October that it paid.", ["2017-05", "2019-10"], [false, true]], ["It was hit in May 2019. It said in October that it paid.", ["2019-05", "2019-10"], [false, false]], ["It was hit in May 2017. It paid last year.", ["2017-05", "2018"], [false, false]]])("without a year is doubtful after another year was told of: %s", (text, expected, ambiguous) => {
    const found = findDates(text, "2019-12-16").map(({ when }) => when!);
    expect([found.map(({ date }) => date), found.map((when) => when.ambiguous)]).toEqual([expected, ambiguous]);
  });

  test("is never after the day of publication, unless its year is told", () => {
    expect(findDates("In two weeks and again next month it will pay, by 3 March 2020.", "2019-12-16").map(({ when }) => when!.date).filter(Boolean)).toEqual(["2020-03-03"]);
  });

  test("does not depend on the clock or the place of the machine", () => {
    expect(dates("on 1 January")).toEqual(["2019-01-01"]);
    expect(dates("yesterday", "2020-03-01")).toEqual(["2020-02-29"]);
  });
});
