import { inEnglish } from "../../../src/lib/readers.ts";
import { describe, expect, test } from "vitest";
import { confidenceInWords, CONFIDENCES } from "../../../src/engine/questions/confidence.ts";
import { spoils } from "../../../src/engine/questions/spoilers.ts";
import { isTold } from "../../../src/engine/questions/telling.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";
import { question } from "../../support/questions.ts";

describe("a text beside an open question", () => {
  test.each([
    ["names what is right", "as Turla’s members did", true], ["names the other lines of a match", "with the OilRig group", true], ["says one step of an order", "long after SolarWinds", true],
    ["has a figure", "for 48 thousand dollars", true], ["names what is accepted", "known as sealed-short snake", true], ["holds its evidence", "it says: sealed-single quotation, it says", true],
    ["names a wrong option only", "Boston and Dallas", false], ["has part of a word", "the Turlandic language", false], ["is about something else", "nobody asked why", false],
  ])("that %s spoils it or not", (_what, text, isSpoiling) => {
    expect(spoils(text, EVERY_KIND)).toBe(isSpoiling);
  });

  test("spoils nothing where nothing is open, and “true” is no word to hide", () => {
    expect(spoils("Turla, 48", [])).toBe(false);
    const statement = question({ kind: "true_false", stem: "It rained.", options: [{ id: "t", text: "True", correct: true, feedback: "Why." }, { id: "f", text: "False", correct: false, feedback: "Why." }] });
    expect(spoils("It is true that nobody came", [statement])).toBe(false);
  });
});

test("what was right is told at once, or when the attempt is finished", () => {
  const done = "2026-01-05T09:00:00.000Z";
  expect([isTold({ feedback: "immediate", finished_at: null }), isTold({ feedback: "deferred", finished_at: null }), isTold({ feedback: "deferred", finished_at: done })]).toEqual([true, false, true]);
});

test("how sure somebody was is said beside what came of it, in other words each time", () => {
  const said = CONFIDENCES.flatMap((confidence) => (["correct", "partial", "wrong"] as const).map((verdict) => confidenceInWords(confidence, verdict)));
  expect(new Set(said.map((words) => inEnglish(words))).size).toBe(9);
  expect(inEnglish(said[0]!)).toBe("You were sure, and right.");
});
