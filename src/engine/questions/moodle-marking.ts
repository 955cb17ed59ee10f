import type { Chosen } from "./marking.ts";
import { isSameName } from "./marking-short.ts";
import { nameThatFits } from "./moodle-names.ts";
import { numberThatFits } from "./moodle-numbers.ts";
import { takesSeveral } from "./question-kinds.ts";
import type { ChoiceQuestion, Question, ShortQuestion } from "./question.ts";

/** Nearer than this to all or nothing is all or nothing: three times 33.33333 % is right. */
const NEAR = 1e-6;

/** Whether a question says what its answers are worth, so that Moodle's rule decides. Matching and ordering are marked alike under both. */
export function isGraded(question: Question): boolean {
  return "options" in question ? question.options[0]!.fraction !== undefined : "graded" in question && question.graded !== undefined;
}

/**
 * What an answer to a graded question earns by the rule of Moodle's question engine (4.2), from -1 to 1: for one choice its fraction, below zero too; for several
 * the sum of theirs, held within 0 and 1; for what is typed the fraction of the first answer that fits. Nothing that fits earns 0.
 */
export function moodleFraction(question: Question, chosen: Chosen): number {
  if ("options" in question) return fractionOfChoice(question, chosen);
  if (question.kind === "numeric" && question.graded) return numberThatFits(question.graded, chosen[0] ?? "")?.fraction ?? 0;
  if (question.kind === "short" && question.graded) return nameThatFits(question.graded, chosen[0] ?? "")?.fraction ?? Number(isTranslatedName(question, chosen[0] ?? ""));
  return 0;
}

/** The same as a mark from 0 to 1. */
export function moodleMark(question: Question, chosen: Chosen): number {
  const fraction = moodleFraction(question, chosen);
  if (fraction > 1 - NEAR) return 1;
  return fraction < NEAR ? 0 : fraction;
}

function fractionOfChoice({ kind, options }: ChoiceQuestion, chosen: Chosen): number {
  const sum = options.filter(({ id }) => chosen.includes(id)).reduce((total, { fraction = 0 }) => total + fraction, 0);
  return takesSeveral({ kind }) ? Math.min(1, Math.max(0, sum)) : sum;
}

/** A name that only a translation has is as right as the one that it translates. */
function isTranslatedName({ translations = {} }: ShortQuestion, typed: string): boolean {
  return Object.values(translations).some(({ answer }) => answer?.accept?.some((name) => isSameName(name, typed)));
}
