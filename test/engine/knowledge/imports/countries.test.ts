import { describe, expect, test } from "vitest";
import { findCountry } from "../../../../src/engine/knowledge/imports/countries.ts";

describe("finding a country", () => {
  test.each([["us", "the United States"], ["Russian Federation", "Russia"], ["the netherlands", "the Netherlands"], ["Korea (Republic of)", "South Korea"], ["CÔTE D'IVOIRE", "Ivory Coast"]])("%s is %s", (text, name) => {
    expect(findCountry(text)?.name).toBe(name);
  });

  test.each(["", "XX", "Europe", "constructor", "Turla"])("%j is none", (text) => {
    expect(findCountry(text)).toBeUndefined();
  });
});
