import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complaintAbout, mark } from "../../../src/engine/questions/marking.ts";
import { moodleFraction } from "../../../src/engine/questions/moodle-marking.ts";
import { fitsPattern } from "../../../src/engine/questions/moodle-names.ts";
import { readMoodleNumber } from "../../../src/engine/questions/moodle-numbers.ts";
import type { Question } from "../../../src/engine/questions/question.ts";
import { reviewed } from "../../../src/engine/questions/reviewed.ts";
import { question } from "../../support/questions.ts";

const worth = (kind: "single" | "multiple", fractions: readonly number[]) => question({
  kind, stem: "Which?", options: fractions.map((fraction, place) => ({ id: "abcdef"[place], text: `Option ${place}`, correct: fraction > 0, feedback: "", fraction })),
});
const numeric = (answers: readonly [string, number, number][], units?: { unit: string; multiplier: number }[]) => question({
  kind: "numeric", stem: "How many?", answer: { value: 1, tolerance: 0 },
  graded: { answers: answers.map(([value, tolerance, fraction]) => ({ value, tolerance, fraction, feedback: "" })), ...(units ? { units } : {}) },
});
const short = (patterns: readonly [string, number][], caseSensitive = false) => question({
  kind: "short", stem: "Who?", answer: { accept: ["x"], reject: [] }, graded: { caseSensitive, answers: patterns.map(([pattern, fraction]) => ({ pattern, fraction, feedback: `${pattern}!` })) },
});

describe("marking by Moodle's rule", () => {
  test.each<[string, Question, string[], number, number]>([
    ["one choice by its fraction", worth("single", [1, 0.5, -0.25]), ["b"], 0.5, 0.5],
    ["one choice below zero", worth("single", [1, 0.5, -0.25]), ["c"], -0.25, 0],
    ["several by their sum", worth("multiple", [0.5, 0.5, -0.5]), ["a", "c"], 0, 0],
    ["several, never below zero", worth("multiple", [0.5, 0.5, -1]), ["a", "c"], 0, 0],
    ["several, never above one", worth("multiple", [0.8, 0.8, 0]), ["a", "b"], 1, 1],
    ["three thirds as right", worth("multiple", [0.3333333, 0.3333333, 0.3333333]), ["a", "b", "c"], 0.9999999, 1],
    ["the first number that fits", numeric([["1822", 0, 1], ["1822", 2, 0.5]]), ["1824"], 0.5, 0.5],
    ["any other number", numeric([["3", 2, 1], ["*", 0, 0.1]]), ["99"], 0.1, 0.1],
    ["a bound, in spite of binary fractions", numeric([["3.1415", 0.0005, 1]]), ["3.142"], 1, 1],
    ["a number in another unit", numeric([["2", 0, 1]], [{ unit: "m", multiplier: 1 }, { unit: "cm", multiplier: 100 }]), ["200 cm"], 1, 1],
    ["a number in an unknown unit as it stands", numeric([["2", 0, 1]], [{ unit: "m", multiplier: 1 }]), ["2 miles"], 1, 1],
    ["the first pattern that fits", short([["Frog", 1], ["F*", 0.5], ["*", 0]]), ["fred"], 0.5, 0.5],
    ["nothing that fits", short([["Frog", 1]]), ["toad"], 0, 0],
  ])("takes %s", (_, given, chosen, fraction, points) => {
    expect(moodleFraction(given, chosen)).toBeCloseTo(fraction, 12);
    expect(mark(given, chosen)).toBeCloseTo(points, 12);
  });

  test("stays between 0 and 1 whatever is chosen", () => {
    fc.assert(fc.property(fc.constantFrom("single", "multiple"), fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }), fc.nat(), (kind, fractions, pick) => {
      const given = worth(kind, fractions);
      const chosen = kind === "single" ? ["abcdef"[pick % fractions.length]!] : [..."abcdef"].slice(0, 1 + (pick % fractions.length));
      const points = mark(given, chosen);
      expect(points >= 0 && points <= 1).toBe(true);
    }));
  });

  test("asks for a number, but takes what Moodle reads as one", () => {
    const given = numeric([["1", 0, 1]]);
    expect(complaintAbout(given, ["abc"])?.key).toBe("marking.no-number");
    expect([complaintAbout(given, ["1 apple"]), complaintAbout(given, ["3x10^8"])]).toEqual([undefined, undefined]);
    expect(complaintAbout(short([["x", 1]]), [" \t"])?.key).toBe("marking.no-name");
  });

  test("tells what was said to just this answer", () => {
    const [given] = reviewed(short([["Frog", 1], ["F*", 0.5]]), [], ["fred"], 0.5).lines;
    expect(given).toMatchObject({ text: "fred", why: "F*!", word: { key: "marks.partial" } });
  });
});

describe("a typed number", () => {
  test.each<[string, number[] | undefined, string]>([
    ["3.142", [3.142], ""], [".2", [0.2], ""], ["1.", [1], ""], ["+1.0", [1], ""], ["-1", [-1], ""], ["1e4", [10_000], ""], ["3.142E-4 cm", [0.0003142], "cm"],
    ["3x10^8", [3e8], ""], ["3×10^8", [3e8], ""], ["3.00*10**-8", [3e-8], ""], ["1,000,000", [1_000_000], ""], ["1,000.50 m", [1000.5], "m"], ["1 000", [1000], ""],
    ["3,14159", [3.14159], ""], ["2,5", [2.5], ""], ["1,500", [1.5, 1500], ""], ["3 frogs", [3], "frogs"], ["frog", undefined, ""], [". m", undefined, ""], ["", undefined, ""],
  ])("%j is read as %j with %j behind it", (typed, values, unit) => {
    expect(readMoodleNumber(typed)).toEqual(values && { values, unit });
  });
});

describe("a pattern", () => {
  test.each<[string, string, boolean]>([
    ["frog", "Frog", true], ["  frog\n", "frog", true], ["no  one", "no one", false], ["frogs", "frog", false], ["frog", "fr*g", true], ["frg", "fr*g", true], ["5 * 3", String.raw`5 \* 3`, true], ["5 x 3", String.raw`5 \* 3`, false],
    ["anything", "***", true], ["a\nb", "a*b", false], ["aba", "ab*ba", false], ["Ärger", "ärger", true], ["A\u0308rger", "Ärger", true], ["strasse", "straße", false], ["a.b", "a.b", true], ["axb", "a.b", false], ["Αθήνας", "αθήνασ", true],
  ])("%j fits %j: %j", (typed, pattern, fits) => {
    expect(fitsPattern(typed, pattern, false)).toBe(fits);
  });

  test("minds capitals where they count", () => {
    expect([fitsPattern("frog", "Frog", true), fitsPattern("Frog", "F*", true)]).toEqual([false, true]);
  });

  test("of many asterisks is done at once", () => {
    expect(fitsPattern("a".repeat(1000), `${"a*".repeat(400)}b`, false)).toBe(false);
  });

  test("of nothing but its own text fits that text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() === text && !text.includes("\\")), (text) => {
      expect(fitsPattern(text, text.replaceAll("*", "\\*"), false)).toBe(true);
    }));
  });
});
