import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideQuestion } from "../../../../src/engine/generation/decide.ts";
import { repeatsWord as generatorsRule } from "../../../../src/engine/generation/leaks.ts";
import { isBlocking, type LintContext } from "../../../../src/engine/questions/linting/finding.ts";
import { contextOf } from "../../../../src/engine/questions/linting/knowledge-context.ts";
import { lint } from "../../../../src/engine/questions/linting/lint.ts";
import { lintPaper } from "../../../../src/engine/questions/linting/paper.ts";
import { repeatsWord } from "../../../../src/engine/questions/linting/repeat-checks.ts";
import { wordsIn } from "../../../../src/engine/questions/linting/words.ts";
import { KINDS, type ChoiceQuestion, type Question } from "../../../../src/engine/questions/question.ts";
import { fold } from "../../../../src/lib/text.ts";
import { shipped, shippedQuestions } from "../../../support/knowledge.ts";
import { choice } from "../../../support/questions.ts";
import { inEnglish } from "../../../../src/lib/readers.ts";

const PIECES = ["“", "”", "‘", "'", "\"", "____", "....", "all of the above", "None", "A and B", "3", "$3 million", "1,000", "more than 5", "October 2019", "2019", "NOT", "not", "XKCD", "The", "an", "Turla", "hijacked", "?", ":", ".", "_", "(", ")", "[", "\\", "\u202Eabc\u202C", "שלום", "مرحبا", "👩‍👩‍👧", "e\u0301", "İ", "ß", "\0", "\uD800", "ﬁ", "１２"];
const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(" ")));

const COMMON = { schema: 1 as const, id: "q", difficulty: "easy" as const, topic: "t", explanation: "", evidence: [], enemies: [], facts: ["f"] };
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  kind: fc.constantFrom(...KINDS), level: fc.constantFrom("recall" as const, "decide" as const), stem: text,
  texts: fc.array(fc.tuple(text, fc.boolean()), { minLength: 2, maxLength: 6 }), value: fc.double({ noNaN: true, noDefaultInfinity: true }),
}).map(({ kind, level, stem, texts, value }) => {
  const common = { ...COMMON, level, stem };
  const lines = texts.map(([line], place) => ({ id: String(place), text: line, feedback: "" }));
  switch (kind) {
    case "matching": return { ...common, kind, pairs: lines.map((line) => ({ id: line.id, premise: line.text, response: line.text, feedback: "" })), responses: texts.map(([line]) => line) };
    case "ordering": return { ...common, kind, sequence: lines };
    case "numeric": return { ...common, kind, answer: { value, tolerance: 0 } };
    case "short": return { ...common, kind, answer: { accept: texts.map(([line]) => line), reject: texts.map(([line]) => line) } };
    case "spot": return { ...common, kind, message: { medium: "mail", body: texts.map((_, place) => `{{${place}}}`).join(" ") }, options: texts.map(([line, correct], place) => ({ id: String(place), text: line, correct, feedback: "" })) };
    default: return { ...common, kind, options: texts.map(([line, correct], place) => ({ id: String(place), text: line, correct, feedback: "" })) };
  }
});
const anyContext: fc.Arbitrary<LintContext> = fc.record({
  names: fc.constant(new Set(["turla", "the xkcd"])), classOf: fc.constant((of: string) => (of.length % 3 === 0 ? undefined : String(of.length % 2))),
  partOf: fc.constant((a: string, b: string) => a.length < b.length), aliasesOf: fc.constant((of: string) => [of, "The Dukes"]), modalityOf: fc.constant(() => "claimed"), sourceNamesOf: fc.constant(() => ["the NCSC"]),
}, { requiredKeys: [] });

describe("the linter on whatever comes", () => {
  test("never throws, changes nothing and says the same again", () => {
    fc.assert(fc.property(anyQuestion, anyContext, (question, context) => {
      const before = JSON.stringify(question);
      const found = lint(question, context);
      expect(lint(JSON.parse(before) as Question, context)).toEqual(found);
      expect(JSON.stringify(question)).toBe(before);
      for (const { why, mend } of found) expect(inEnglish(why).length > 10 && inEnglish(mend).length > 10).toBe(true);
    }), { numRuns: 600 });
  });

  test("on papers too", () => {
    fc.assert(fc.property(fc.array(anyQuestion, { maxLength: 14 }), (questions) => {
      expect(lintPaper(questions)).toEqual(lintPaper(questions));
    }), { numRuns: 150 });
  });

  test.each(["a", "“", "‘", "'", "\"", "_", ".", "(", " ", "A", "1", "1,", "not ", "א", "👩‍👩‍👧", "all of the above ", "a and ", "which is true "])("gets through ten thousand of %s", (piece) => {
    const long = piece.repeat(Math.ceil(10_000 / piece.length));
    expect(() => lint(choice(long, [`*${long}`, `${long}x`, "y"]))).not.toThrow();
  });

  test("reads right-to-left and accented words as words", () => {
    expect(lint(choice("מי הפעיל את התולעת?", ["*התולעת", "הצבא"]))).toMatchObject([{ rule: "word-repeats" }]);
    expect(lint(choice("Wer war der Übeltäter?", ["*Der Ubeltater", "Die Polizei"])).map(({ rule }) => rule)).toContain("word-repeats");
  });

  test("quotes long texts in part", () => {
    for (const { why } of lint(choice("Asked", [`*${"so ".repeat(500)}`, "x"]))) expect(inEnglish(why).length).toBeLessThan(300);
  });
});

describe("words", () => {
  test("are those of fold", () => {
    fc.assert(fc.property(text, (given) => {
      const words = wordsIn(given).map((word) => word.toLowerCase()).join(" ");
      if (!/[İẞ]/.test(given)) expect(fold(words)).toBe(fold(given));
    }), { numRuns: 500 });
  });
});

describe("the content that ships", () => {
  const { knowledge, content } = shipped();
  const [generated, decisions, context] = [shippedQuestions(), content.decide.map((each) => decideQuestion(knowledge, each)), contextOf(knowledge)];
  const blocked = (questions: readonly Question[]) => questions.flatMap((question) => lint(question, context).filter(isBlocking).map(({ rule, why }) => ({ rule, stem: question.stem, why })));

  test("has no question that is blocked, made from facts or written", () => {
    expect(blocked([...generated, ...decisions])).toEqual([]);
  });

  test("gives warnings for at most one question in fifty", () => {
    expect(generated.filter((question) => { const found = lint(question, context); return found.length > 0 && !found.some(isBlocking); }).length).toBeLessThanOrEqual(generated.length / 50);
  });

  test("repeats words for the linter exactly where it does for the generator", () => {
    for (const { stem, options } of generated.filter((question): question is ChoiceQuestion => question.kind === "single")) {
      const [keys, others] = [options.filter(({ correct }) => correct), options.filter(({ correct }) => !correct).map((other) => other.text)];
      for (const key of keys) expect(repeatsWord(stem, key.text, others), stem).toBe(generatorsRule(stem, key.text, others));
    }
  });
});

test.each<[boolean, string, string, string[]]>([
  [true, "What stopped the worm?", "A worm hunter", ["A raid"]], [false, "What stopped the worm?", "A worm hunter", ["A worm trap"]], [true, "Which tools were it?", "A tool of others", ["A raid"]],
  [false, "Which group was it?", "Lazarus Group", ["Turla"]], [false, "Who was it?", "Who", ["Turla"]],
])("%s: a repeat in “%s” and “%s”, as for the generator", (expected, stem, key, others) => {
  expect([repeatsWord(stem, key, others), generatorsRule(stem, key, others)]).toEqual([expected, expected]);
});
