import { z } from "zod";
import { format, LONGEST, mayBeEmpty, MOST_LINES, text } from "./texts.ts";

/** What an answer is worth, from -1 to 1. */
const fraction = z.number().min(-1).max(1);

export const optionFraction = fraction.optional();

const graded = { fraction, feedback: mayBeEmpty(LONGEST.text), /** Of the feedback, where it is not that of the question. */ format };

/** The answers to a number by Moodle's rule: the first that fits counts. `value` is as it was written, "*" fits everything. A number in another unit is divided by its multiplier. */
export const gradedNumbers = z.object({
  answers: z.array(z.object({ value: text(100), tolerance: z.number().min(0), ...graded })).min(1).max(MOST_LINES),
  units: z.array(z.object({ unit: text(50), multiplier: z.number() })).max(MOST_LINES).optional(),
});

/** The answers to a short question by Moodle's rule: the first that fits counts; `*` in a pattern stands for anything, `\*` for itself. */
export const gradedNames = z.object({
  caseSensitive: z.boolean(),
  answers: z.array(z.object({ pattern: text(LONGEST.accept), ...graded })).min(1).max(100),
});

/** What a question brought along from another system and gives back when it is exported. Its presence says that it was not written here. */
export const carried = z.object({
  /** 1 where it is absent. */
  defaultMark: z.number().min(0).optional(),
  penalty: z.number().min(0).max(1).optional(),
  /** Of a matching question that is not to be shuffled; options say it by `sorted`. */
  shuffle: z.boolean().optional(),
  idNumber: z.string().max(100).optional(),
  category: z.string().max(2000).optional(),
  hints: z.array(z.string().max(LONGEST.text)).max(MOST_LINES).optional(),
  correctFeedback: mayBeEmpty(LONGEST.text).optional(),
  partlyFeedback: mayBeEmpty(LONGEST.text).optional(),
  incorrectFeedback: mayBeEmpty(LONGEST.text).optional(),
  /** The text was in Moodle's auto-format and has no markup: here it is plain. */
  autoFormat: z.literal(true).optional(),
});
export type Carried = z.infer<typeof carried>;
