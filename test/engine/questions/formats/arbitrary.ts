import fc from "fast-check";
import { questionSchema, type Question } from "../../../../src/engine/questions/question.ts";

/** Texts with every sign that tables, formulas and escapes could stumble over. */
const sign = fc.constantFrom(..."abzÄß19=+-@'\"|\\,;. \t\n#<&>_x{}~:", "_x000D_", "🦊", "日", "=1+1", "\r\n");
export const words = fc.array(sign, { minLength: 1, maxLength: 14 }).map((signs) => signs.join("").replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, "")).filter((text) => /\S/.test(text));
const maybe = fc.oneof(words, fc.constant(""));
const ids = "abcdefghijklmnopqrst";

const traits = fc.record({
  level: fc.constantFrom("recall", "mechanism", "decide"), difficulty: fc.constantFrom("easy", "medium", "hard"), stem: words, explanation: maybe, topic: fc.constantFrom("data", "passwords"),
  name: fc.option(words, { nil: undefined }), tags: fc.option(fc.array(fc.constantFrom("a", "b c", "d"), { minLength: 1, maxLength: 2 }), { nil: undefined }), format: fc.constantFrom(undefined, "markdown" as const, "html" as const),
});

const options = (right: (place: number, key: number) => boolean, least: number, most: number) => fc.tuple(fc.array(fc.record({ text: words, feedback: maybe }), { minLength: least, maxLength: most }), fc.nat(most - 1))
  .map(([lines, key]) => lines.map((line, place) => ({ id: ids[place]!, ...line, correct: right(place, key % lines.length) })));

const answers = fc.oneof(
  options((place, key) => place === key, 2, 8).map((lines) => ({ kind: "single", options: lines })),
  options((place, key) => place === key || place === 0, 2, 8).map((lines) => ({ kind: "multiple", options: lines })),
  options((place, key) => place === key, 2, 2).map((lines) => ({ kind: "true_false", options: lines })),
  fc.array(fc.record({ premise: words, response: words, feedback: maybe }), { minLength: 2, maxLength: 6 }).map((pairs) => ({ kind: "matching", pairs: pairs.map((pair, place) => ({ id: ids[place]!, ...pair })), responses: [...new Set([...pairs.map(({ response }) => response), "spare"])] })).filter(({ responses }) => responses.length > 1),
  fc.array(fc.record({ text: words, feedback: maybe }), { minLength: 2, maxLength: 6 }).map((lines) => ({ kind: "ordering", sequence: lines.map((line, place) => ({ id: ids[place]!, ...line })) })),
  fc.record({ value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), tolerance: fc.constantFrom(0, 0.5, 10) }).map((answer) => ({ kind: "numeric", answer })),
  fc.record({ accept: fc.array(words, { minLength: 1, maxLength: 4 }), reject: fc.array(words, { maxLength: 3 }) }).map((answer) => ({ kind: "short", answer })),
);

/** A question with all that a table carries. */
export const anyQuestion: fc.Arbitrary<Question> = fc.tuple(traits, answers).map(([given, answer]) => questionSchema.parse(JSON.parse(JSON.stringify({ schema: 1, id: "x", ...given, facts: [], evidence: [], enemies: [], ...answer }))));
