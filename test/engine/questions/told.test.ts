import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asked } from "../../../src/engine/questions/asked.ts";
import { layOut } from "../../../src/engine/questions/layout.ts";
import { mark } from "../../../src/engine/questions/marking.ts";
import { piecesOf, textAt, translationOf } from "../../../src/engine/questions/pieces.ts";
import { chosenBy } from "../../../src/engine/questions/picks.ts";
import { questionSchema, type Question } from "../../../src/engine/questions/question.ts";
import { reviewed } from "../../../src/engine/questions/reviewed.ts";
import { toldIn } from "../../../src/engine/questions/told.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

const textsFor = (question: Question) => Object.fromEntries(piecesOf(question).map(({ field, original }) => [field, original.split("\n").map((line) => `${line} (de)`).join("\n")]));
const inGerman = (question: Question): Question => questionSchema.parse({ ...question, translations: { de: translationOf(piecesOf(question), textsFor(question)) } });
const byKind = (kind: Question["kind"]) => inGerman(EVERY_KIND.find((question) => question.kind === kind)!);

describe("a translated question", () => {
  test.each(EVERY_KIND.map((question) => [question.kind, question] as const))("of the kind %s shows every text in the language, and none of the original", (_, question) => {
    const [german, layout] = [inGerman(question), layOut(question, "seed")];
    const told = toldIn("de", german, layout, []);
    const { stem, choices, premises, unit = "(de)" } = asked(told.question, told.layout);
    expect(told.language).toBe("de");
    for (const text of [stem, ...choices, ...premises, unit]) expect(text).toMatch(/\(de\)$/);
    expect(piecesOf(told.question).filter(({ kind, original }) => kind !== "accept" && !original.endsWith("(de)"))).toEqual([]);
  });

  test.each(EVERY_KIND.map((question) => [question.kind, question] as const))("of the kind %s is marked and reviewed like the original, whatever is picked", (_, question) => {
    const [german, layout] = [inGerman(question), layOut(question, "seed")];
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: Math.max(1, layout.length) }).map(String), { maxLength: 4 }), (picks) => {
      const chosen = chosenBy(question, layout, picks);
      const score = attempt(() => mark(question, chosen));
      expect(attempt(() => mark(german, chosen))).toBe(score);
      if (score === undefined) return;
      const told = toldIn("de", german, layout, chosen);
      const states = (lines: { id: string; state: string; isChosen: boolean }[]) => lines.map(({ id, state, isChosen }) => [id, state, isChosen]);
      expect(states(reviewed(told.question, told.layout, told.chosen, score).lines)).toEqual(states(reviewed(question, layout, chosen, score).lines));
    }));
  });

  test("is told in a language of the same stem, else as it was written", () => {
    const german = byKind("single");
    expect(toldIn("de-AT", german, [], []).language).toBe("de");
    for (const language of [null, "fr", "constructor", "__proto__", ""]) expect(toldIn(language, german, [], [])).toMatchObject({ language: "en", question: { stem: german.stem } });
  });

  test("takes the names of every language for right", () => {
    const short = questionSchema.parse({ ...byKind("short"), translations: { de: { stem: "Wer?", explanation: "Darum.", answer: { accept: ["Bär"] } } } });
    expect([mark(short, ["bär"]), mark(short, ["sealed short bear"]), mark(short, ["Sealed-short Boar"])]).toEqual([1, 1, 0]);
  });
});

const attempt = (work: () => number) => { try { return work(); } catch { return undefined; } };

describe("a translation", () => {
  test("is read back as it was written, for each kind", () => {
    for (const question of EVERY_KIND) {
      const [pieces, texts] = [piecesOf(question), textsFor(question)];
      const translation = translationOf(pieces, texts);
      expect(Object.fromEntries(pieces.map((piece) => [piece.field, textAt(translation, piece)]))).toEqual(texts);
    }
  });

  test.each<[string, (german: Question) => unknown, string]>([
    ["lacks an option", (question) => ({ ...question, translations: { de: { ...question.translations!["de"], options: {} } } }), "is missing"],
    ["has an option that is not there", (question) => ({ ...question, translations: { de: { ...question.translations!["de"], options: { ...question.translations!["de"]!.options, z: { text: "Z", feedback: "Z." } } } } }), "is not in the question"],
    ["has pairs where there are none", (question) => ({ ...question, translations: { de: { ...question.translations!["de"], responses: { x: "y" } } } }), "is not in the question"],
    ["says the same twice", (question) => ({ ...question, translations: { de: { ...question.translations!["de"], options: Object.fromEntries(Object.keys(question.translations!["de"]!.options!).map((id) => [id, { text: "Gleich", feedback: "Nein." }])) } } }), "says the same"],
    ["is of no language", (question) => ({ ...question, translations: { German: question.translations!["de"] } }), "Invalid"],
    ["is of the language of the original", (question) => ({ ...question, language: "de" }), "is the language of the question itself"],
  ])("that %s is refused with its place", (_, change, words) => {
    const result = questionSchema.safeParse(change(byKind("single")));
    expect(result.error?.issues[0]).toMatchObject({ message: expect.stringContaining(words) as string, path: expect.arrayContaining(["translations"]) as string[] });
  });
});
