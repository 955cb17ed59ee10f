import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { accentOf, ACCENTS, LEAST_CONTRAST, nearestAccent, weakestContrast, type Theme } from "../../src/lib/accents.ts";
import { colourOf, contrast, hexOf } from "../../src/lib/colours.ts";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, "0")}`);
const theme = fc.constantFrom<Theme>("light", "dark");

describe("colours", () => {
  test("contrast as WCAG reckons it", () => {
    const ratio = (one: string, other: string) => contrast(colourOf(one)!, colourOf(other)!);
    expect([ratio("#000000", "#ffffff"), ratio("#777777", "#ffffff"), ratio("#0000ff", "#ffffff")].map((each) => each.toFixed(2))).toEqual(["21.00", "4.48", "8.59"]);
    expect([colourOf("#12345g"), colourOf("red"), colourOf("#fff"), hexOf(colourOf("#A1B2C3")!)]).toEqual([undefined, undefined, undefined, "#a1b2c3"]);
  });

  test("have one near them that can be read wherever an accent stands", () => {
    fc.assert(fc.property(hex, theme, (colour, where) => {
      const near = nearestAccent(where, colour);
      expect(weakestContrast(where, near)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      if (weakestContrast(where, colour) >= LEAST_CONTRAST) expect(near).toBe(colour);
      const { deep, wash, on } = accentOf(where, near);
      for (const ground of [wash, on]) expect(contrast(colourOf(deep)!, colourOf(ground)!)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }), { numRuns: 200 });
  });

  test("are those of the styles where nobody chose any", () => {
    const tokens = readFileSync("public/css/tokens.css", "utf8");
    const [light, dark] = [accentOf("light", ACCENTS.light), accentOf("dark", ACCENTS.dark)];
    for (const [name, part] of [["accent", "accent"], ["accent-deep", "deep"], ["accent-wash", "wash"], ["on-accent", "on"]] as const) expect(tokens).toContain(`--${name}: light-dark(${light[part]}, ${dark[part]});`);
  });
});
