import fc from "fast-check";
import type { Item, ItemAnswer, NumericalAnswer, TextFormat } from "../../src/engine/questions/formats/item.ts";
import { cleanName } from "../../src/engine/questions/formats/moodle-tidying.ts";
import { withoutEnds, writtenNumber } from "../../src/engine/questions/formats/php-text.ts";

const FORMATS: TextFormat[] = ["moodle", "html", "plain", "markdown"];
const NASTY = ["a", "B", "ß", " ", "\n", "\\", "\\n", "#", "####", "=", "~", "{", "}", ":", "::", "%50%", "[html]", "[", "]", "//", "->", "<b>", "&amp;", "\"", "'", "$CATEGORY:", "*", "TRUE", "0", "😀", "\u00a0", "@@PLUGINFILE@@/x.png"];
const FRACTIONS = [0, 1, 0.5, -0.5, 0.3333333, -0.3333333, 0.8333333, 0.05, -1];

const mayBeEmpty = fc.array(fc.constantFrom(...NASTY), { maxLength: 8 }).map((parts) => withoutEnds(parts.join("")));
const text = fc.tuple(fc.constantFrom("a", "Z"), mayBeEmpty).map((parts) => withoutEnds(parts.join("")));
const withoutArrows = (words: string) => withoutEnds(words.replaceAll("->", ""));
const tame = text.map(withoutArrows);
const label = fc.stringMatching(/^[a-z]{1,8}$/);

function common(format: TextFormat) {
  return fc.record({
    line: fc.constant(0), name: text.map(cleanName), text, format: fc.constant(format), generalFeedback: mayBeEmpty, defaultMark: fc.constant(1), category: fc.array(label, { maxLength: 2 }).map((path) => path.join("/")),
    tags: fc.uniqueArray(label, { maxLength: 2 }), idNumber: fc.oneof(fc.constant(""), label), hints: fc.constant([]), files: fc.constant([]), dropped: fc.constant([]),
  });
}

function answer(format: TextFormat, of = text): fc.Arbitrary<ItemAnswer> {
  return fc.record({ text: of, format: fc.oneof(fc.constant(format), fc.constantFrom(...FORMATS)), fraction: fc.constantFrom(...FRACTIONS), feedback: mayBeEmpty });
}

const number = fc.oneof(fc.integer(), fc.double({ min: -1e6, max: 1e6, noNaN: true })).map(writtenNumber);

function partsOf(format: TextFormat): fc.Arbitrary<object> {
  const whole = { format };
  const several = fc.array(answer(format), { minLength: 2, maxLength: 5 });
  const typed = (of = tame) => answer(format, of).map((each) => ({ ...each, ...whole, feedback: withoutArrows(each.feedback) }));
  const combined = { correctFeedback: "", partlyFeedback: "", incorrectFeedback: "" };
  return fc.oneof(
    several.map((answers) => ({ type: "multichoice", penalty: 0.3333333, single: true, shuffle: true, answers: [...answers, { ...answers[0]!, fraction: 1 }], ...combined })),
    several.map((answers) => ({ type: "multichoice", penalty: 0.3333333, single: false, shuffle: true, answers, ...combined })),
    fc.tuple(fc.boolean(), mayBeEmpty, mayBeEmpty).map(([isTrue, one, other]) => ({ type: "truefalse", penalty: 1, answers: [{ text: "True", ...whole, fraction: isTrue ? 1 : 0, feedback: one }, { text: "False", ...whole, fraction: isTrue ? 0 : 1, feedback: other }] })),
    fc.array(typed(), { minLength: 1, maxLength: 4 }).map((answers) => ({ type: "shortanswer", penalty: 0.3333333, caseSensitive: false, answers })),
    fc.array(fc.tuple(typed(number), fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 1, maxLength: 4 }).map((answers) => ({ type: "numerical", penalty: 0.3333333, units: [], answers: answers.map(([each, tolerance]): NumericalAnswer => ({ ...each, tolerance: tolerance + 0 })) })),
    fc.array(fc.record({ question: tame, answer: text }), { minLength: 2, maxLength: 4 }).map((pairs) => ({ type: "match", penalty: 0.3333333, shuffle: true, pairs: [...pairs, { question: "", answer: "spare" }] })),
  );
}

/** Items of every type that GIFT can write, with texts full of its own signs. */
export const anyItem: fc.Arbitrary<Item> = fc.constantFrom(...FORMATS).chain((format) => fc.tuple(common(format), partsOf(format)).map(([all, parts]) => ({ ...all, ...parts }) as unknown as Item));

/** An item on one line: "multichoice Name | Text | 1 right #feedback | 0 wrong"; texts of another format than the usual one say so. */
export function brief(item: Item): string {
  const usual = item.format === "moodle" ? "" : `[${item.format}]`;
  const one = (answer: ItemAnswer) => `${answer.fraction} ${answer.format === item.format ? "" : `[${answer.format}]`}${answer.text}${"tolerance" in answer ? `:${answer.tolerance as number}` : ""}${answer.feedback ? ` #${answer.feedback}` : ""}`;
  const parts = "answers" in item ? item.answers.map(one) : "pairs" in item ? item.pairs.map(({ question, answer, format }) => `${format ? `[${format}]` : ""}${question} -> ${answer}`) : item.lines;
  const type = item.type === "multichoice" && !item.single ? "multichoice*" : item.type;
  return [`${type} ${item.name}`, `${usual}${item.text}`, ...parts, ...(item.generalFeedback ? [`####${item.generalFeedback}`] : [])].join(" | ");
}
