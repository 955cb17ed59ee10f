import { describe, expect, test } from "vitest";
import { alike, figureOf } from "../../../../src/engine/questions/linting/figures.ts";

describe("figureOf", () => {
  test.each<[string, string, number, number]>([
    ["$300,000", "$", 3e5, 3e5], ["$3 million", "$", 3e6, 3e6], ["US$3m", "$", 3e6, 3e6], ["£1.5bn", "£", 1.5e9, 1.5e9], ["300 dollars", "$", 300, 300], ["75 bitcoin", "bitcoin", 75, 75],
    ["6,500", "", 6500, 6500], ["12 %", "%", 12, 12], ["12 percent", "%", 12, 12], ["three", "", 3, 3], ["Three days", "time", 259_200, 259_200], ["36 hours", "time", 129_600, 129_600], ["2 GB", "bytes", 2e9, 2e9],
    ["2019-10-21", "date", 18_190, 18_190], ["21 October 2019", "date", 18_190, 18_190], ["Oct 21st, 2019", "date", 18_190, 18_190], ["October 2019", "date", 18_170, 18_200], ["in October 2019", "date", 18_170, 18_200],
    ["at least 5", "", 5, Infinity], ["up to 5 days", "time", -Infinity, 432_000], ["3 to 5 days", "time", 259_200, 432_000], ["between $3 and $5", "$", 3, 5], ["200 organisations", "organisation", 200, 200],
  ])("reads %s", (text, family, from, to) => {
    expect(figureOf(text)).toMatchObject({ family, from, to });
  });

  test.each(["", "Turla", "One of the servers", "MS17-010", "31 February 2019", "13/2019", "192.168.0.1", "3-2-1", "to 5", "1,00", "$", "more than"])("sees no figure in “%s”", (text) => {
    expect(figureOf(text)).toBeUndefined();
  });

  test("leaves the bound itself out of “more than” and “less than”", () => {
    const [more, less] = [figureOf("more than 5")!, figureOf("less than 5")!];
    expect(more.from).toBeGreaterThan(5);
    expect(less.to).toBeLessThan(5);
  });
});

describe("alike", () => {
  test("takes a bare year as a date beside dates, and as a number beside numbers", () => {
    expect(alike([figureOf("2018"), figureOf("October 2018")])?.map(({ family }) => family)).toEqual(["date", "date"]);
    expect(alike([figureOf("2018"), figureOf("40,000")])?.map(({ from }) => from)).toEqual([2018, 40_000]);
  });

  test("is undefined for figures of different kinds, and where one is none", () => {
    expect(alike([figureOf("$5"), figureOf("5 days")])).toBeUndefined();
    expect(alike([figureOf("5"), undefined])).toBeUndefined();
    expect(alike([])).toBeUndefined();
  });
});
