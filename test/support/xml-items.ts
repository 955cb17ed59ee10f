import fc from "fast-check";
import type { Item, ItemAnswer, TextFormat } from "../../src/engine/questions/formats/item.ts";
import { FRACTIONS } from "../../src/engine/questions/formats/moodle-xml/fractions.ts";
import { trimmed } from "../../src/engine/questions/formats/moodle-xml/texts.ts";

const SIGNS = ["a", "B", "7", " ", "\n", "\r", "\t", "é", "日", "🐟", "<", ">", "&", "]]>", "<![CDATA[", "&amp;", '"', "'", "\\", "/", "*", "@@PLUGINFILE@@/a.png", "@@PLUGINFILE@@/b%20c.gif", "\u00a0", "\u2028"];

/** Texts with whatever XML makes hard, without blanks at their ends. */
export const texts = fc.array(fc.constantFrom(...SIGNS), { maxLength: 10 }).map((signs) => trimmed(signs.join("")));
const some = texts.map((text) => text || "x");
const words = fc.array(fc.constantFrom("a", "Ö", "7", "&", "'", " "), { minLength: 1, maxLength: 8 }).map((signs) => trimmed(signs.join("")) || "n");
const formats = fc.constantFrom<TextFormat>("moodle", "html", "plain", "markdown");
const bytes = fc.uint8Array({ maxLength: 20 });
const files = fc.tuple(fc.option(bytes), fc.option(bytes)).map(([one, other]) => [...(one ? [{ name: "a.png", content: one }] : []), ...(other ? [{ name: "deep/b c.gif", content: other }] : [])]);

const common = fc.record({
  line: fc.constant(0), name: words, text: texts, format: formats, generalFeedback: texts, defaultMark: fc.nat(10), penalty: fc.constantFrom(0, 0.1, 0.25, 0.3333333, 0.5, 1),
  category: fc.constantFrom("", "A", "A/B & C", "TCP//IP/x"), tags: fc.uniqueArray(words, { maxLength: 3 }), idNumber: words, hints: fc.array(some, { maxLength: 2 }), files, dropped: fc.constant([]),
});
const answer = (format: fc.Arbitrary<TextFormat>, fraction: fc.Arbitrary<number> = fc.constantFrom(...FRACTIONS).map((worth) => worth + 0)): fc.Arbitrary<ItemAnswer> => fc.record({ text: some, format, fraction, feedback: texts });
const plain = fc.constant<TextFormat>("plain");
const value = fc.oneof(fc.constant("*"), fc.integer().map(String), fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String));
const numerical = fc.record({ text: value, format: plain, fraction: fc.constantFrom(1, 0.5, 0), feedback: texts, tolerance: fc.constantFrom(0, 0.5, 1e-7, 20) });

const kinds: fc.Arbitrary<object>[] = [
  fc.record({ type: fc.constant("multichoice"), single: fc.boolean(), shuffle: fc.boolean(), answers: fc.array(answer(formats), { minLength: 2, maxLength: 4 }), correctFeedback: texts, partlyFeedback: texts, incorrectFeedback: texts }),
  fc.tuple(fc.boolean(), texts, texts).map(([isTrue, one, other]) => ({
    type: "truefalse", penalty: 1, answers: [{ text: "True", format: "moodle", fraction: isTrue ? 1 : 0, feedback: one }, { text: "False", format: "moodle", fraction: isTrue ? 0 : 1, feedback: other }],
  })),
  fc.record({ type: fc.constant("shortanswer"), caseSensitive: fc.boolean(), answers: fc.tuple(answer(plain, fc.constant(1)), answer(plain)) }),
  fc.record({ type: fc.constant("numerical"), answers: fc.array(numerical, { minLength: 1, maxLength: 3 }), units: fc.array(fc.record({ unit: words, multiplier: fc.constantFrom(1, 0.001, 1000) }), { maxLength: 2 }) }),
  fc.record({ type: fc.constant("match"), shuffle: fc.boolean(), pairs: fc.tuple(fc.record({ question: some, answer: some }), fc.record({ question: texts, answer: some })) }),
  fc.record({ type: fc.constant("ordering"), lines: fc.array(some, { minLength: 2, maxLength: 4 }) }),
];

/** Any question that other systems' files may carry. */
export const items: fc.Arbitrary<Item> = fc.tuple(common, fc.oneof(...kinds)).map(([shared, own]) => ({ ...shared, ...own }) as unknown as Item);
