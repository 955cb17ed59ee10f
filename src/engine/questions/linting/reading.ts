import { isChoice, type ChoiceQuestion, type Question } from "../question.ts";
import { plainTextOf } from "../rich-text.ts";
import { readOption, type ReadOption } from "./option-reading.ts";
import { readStem, type ReadStem } from "./stem-reading.ts";

/** An option of the question at hand. */
export interface Placed { id: string; read: ReadOption }

/** A question that is read once, for all rules. */
export interface Reading { question: Question; stem: ReadStem }
/** A question with options: `right` and `wrong` are `options` again. */
export interface ChoiceReading extends Reading {
  question: ChoiceQuestion; options: readonly Placed[]; right: readonly Placed[]; wrong: readonly Placed[];
  /** Every mark that some option has. */
  marks: number;
}

export function readQuestion(question: Question): Reading | ChoiceReading {
  const stem = readStem(plainTextOf(question.stem, question.format));
  if (!isChoice(question)) return { question, stem };
  const reading = { question, stem, options: [] as Placed[], right: [] as Placed[], wrong: [] as Placed[], marks: 0 };
  for (const { id, text, correct, format } of question.options) {
    const placed = { id, read: readOption(plainTextOf(text, format ?? question.format)) };
    reading.options.push(placed);
    reading.marks |= placed.read.marks;
    (correct ? reading.right : reading.wrong).push(placed);
  }
  return reading;
}
