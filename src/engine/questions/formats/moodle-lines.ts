import type { Item, ItemAnswer, TextFormat } from "./item.ts";
import { writtenNumber } from "./php-text.ts";

/** Moodle's numbers for the formats of texts. */
const NUMBERS: Record<TextFormat, number> = { moodle: 0, html: 1, plain: 2, markdown: 4 };

/** An item in the words and figures of Moodle's database, so that a program can compare what came of a file with what Moodle made of it. */
export function moodleLine(item: Item): Record<string, unknown> {
  const { line, type, name, text, format, generalFeedback, defaultMark, penalty, tags, category, idNumber } = item;
  return {
    line, qtype: type, name, text, textformat: NUMBERS[format], generalfeedback: generalFeedback, defaultmark: defaultMark, penalty,
    ...partsOf(item), tags, category, ...(idNumber ? { idnumber: idNumber } : {}),
  };
}

function partsOf(item: Item): Record<string, unknown> {
  switch (item.type) {
    case "multichoice": return { single: item.single, shuffle: item.shuffle, answers: item.answers.map(answerOf) };
    case "truefalse": return { answers: item.answers.map(typedAnswerOf) };
    case "shortanswer": return { usecase: item.caseSensitive, answers: item.answers.map(typedAnswerOf) };
    case "numerical": return { answers: item.answers.map((answer) => ({ ...typedAnswerOf(answer), tolerance: answer.text === "*" ? "" : writtenNumber(answer.tolerance) })) };
    case "match": return { shuffle: item.shuffle, sub: item.pairs.map(({ question, answer }) => ({ q: question, a: answer })) };
    case "ordering": return { answers: item.lines.map((text) => ({ text, fraction: 0, feedback: "", format: NUMBERS[item.format] })) };
  }
}

/** The text of such an answer is never formatted. */
function typedAnswerOf(answer: ItemAnswer): Record<string, unknown> {
  return answerOf({ ...answer, format: "moodle" });
}

function answerOf({ text, fraction, feedback, format }: ItemAnswer): Record<string, unknown> {
  return { text, fraction: Number(fraction.toFixed(7)), feedback, format: NUMBERS[format] };
}
