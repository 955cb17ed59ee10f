import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fits, keyOf, keySchema, type Key } from "../../../src/engine/questions/keys.ts";
import { mark, type Chosen } from "../../../src/engine/questions/marking.ts";
import { questionSchema, takesSeveral, type Question } from "../../../src/engine/questions/question.ts";
import { rekeyed } from "../../../src/engine/questions/rekeying.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

/** Any key that fits the question. */
function keysFor(question: Question): fc.Arbitrary<Key> {
  switch (question.kind) {
    case "matching": return fc.tuple(...question.pairs.map(() => fc.constantFrom(...question.responses))).map((responses) => ({ pairs: Object.fromEntries(question.pairs.map(({ id }, place) => [id, responses[place]!])) }));
    case "ordering": return fc.shuffledSubarray(question.sequence.map(({ id }) => id), { minLength: question.sequence.length }).map((sequence) => ({ sequence }));
    case "numeric": return fc.record({ value: fc.integer(), tolerance: fc.nat() });
    case "short": return fc.uniqueArray(fc.constantFrom("Venomous Bear", "Sealed-short Boar", "Night * Owl", "Waterbug"), { minLength: 1 }).map((accept) => ({ accept }));
    default: return fc.uniqueArray(fc.constantFrom(...question.options.map(({ id }) => id)), { minLength: 1, maxLength: question.kind === "true_false" ? 1 : 4 }).map((right) => ({ right }));
  }
}

/** What the key itself would answer. */
function answersOf(question: Question, key: Key): Chosen[] {
  if ("right" in key) return takesSeveral(question) ? [key.right] : key.right.map((id) => [id]);
  if ("pairs" in key) return question.kind === "matching" ? [question.pairs.map(({ id }) => key.pairs[id]!)] : [];
  if ("sequence" in key) return [key.sequence];
  return "value" in key ? [[String(key.value)]] : key.accept.map((name) => [name]);
}

const graded = (question: Question): Question => ("options" in question ? { ...question, options: question.options.map((option) => ({ ...option, fraction: option.correct ? 1 : -0.5 })) } : question);
const CASES = EVERY_KIND.flatMap((question) => ("options" in question ? [question, graded(question)] : [question]));

describe("a question with another key", () => {
  test.each(CASES.map((question) => [question.kind, question] as const))("of the kind %s is whole, has just that key, and marks what it calls right as right", (_, question) => {
    fc.assert(fc.property(keysFor(question), (key) => {
      const corrected = rekeyed(question, key);
      expect(questionSchema.safeParse(corrected).error).toBeUndefined();
      expect(keySchema.parse(keyOf(corrected))).toEqual("right" in key ? { right: expect.arrayContaining(key.right) as string[] } : key);
      for (const chosen of answersOf(question, key)) expect(mark(corrected, chosen)).toBe(1);
      for (const chosen of answersOf(question, keyOf(question))) expect(mark(rekeyed(corrected, keyOf(question)), chosen)).toBe(1);
    }), { numRuns: 40 });
  });

  test("keeps no feedback that would say the contrary, in no language", () => {
    const [single] = EVERY_KIND;
    const spoken = questionSchema.parse({ ...single, translations: { de: { stem: "Wer war es?", explanation: "Darum.", options: Object.fromEntries((single as Extract<Question, { kind: "single" }>).options.map(({ id, text }) => [id, { text, feedback: "Darum." }])) } } });
    const corrected = rekeyed(spoken, { right: ["sealed-single-2"] }) as Extract<Question, { kind: "single" }>;
    expect(corrected.options.map(({ feedback }) => feedback)).toEqual(["", "", "sealed-single feedback 3."]);
    expect(Object.values(corrected.translations!["de"]!.options!).map(({ feedback }) => feedback)).toEqual([undefined, undefined, "Darum."]);
  });

  test("is not made of a key that names other options, repeats one, or leaves a place empty", () => {
    const [single, , trueFalse, matching, ordering] = EVERY_KIND;
    expect(fits({ right: ["nobody"] }, single!)).toBe(false);
    expect(fits({ right: ["sealed-single-1", "sealed-single-1"] }, single!)).toBe(false);
    expect(fits({ right: ["sealed-true_false-1", "sealed-true_false-2"] }, trueFalse!)).toBe(false);
    expect(fits({ pairs: { "sealed-matching-1": "Iran" } }, matching!)).toBe(false);
    expect(fits({ sequence: ["sealed-ordering-1"] }, ordering!)).toBe(false);
    expect(() => rekeyed(single!, { accept: ["Turla"] })).toThrow(RangeError);
  });
});
