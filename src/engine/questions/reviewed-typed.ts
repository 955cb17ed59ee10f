import { say, type Message, type Words } from "../../lib/messages.ts";
import { formatNumber } from "../../lib/numbers.ts";
import { amount, figuresIn, inWords, isEitherWay, readInUnits } from "./marking-numeric.ts";
import type { Chosen } from "./marking.ts";
import { isSameName } from "./marking-short.ts";
import { nameThatFits } from "./moodle-names.ts";
import { numberThatFits } from "./moodle-numbers.ts";
import type { NumericQuestion, ShortQuestion, TypedQuestion } from "./question.ts";
import type { ReviewedLine } from "./reviewed-lines.ts";

/** More names than these tell a reader nothing. */
const MOST_NAMES = 8;

/** What was typed, and what is right where that was not. */
export function typedLines(question: TypedQuestion, [typed = "", language]: Chosen, score: number): ReviewedLine[] {
  const notes = notesOnKey(question);
  const line = { isChosen: false, notes: [], why: "" };
  const given = { ...line, id: typed, text: typed, isChosen: true, why: feedbackTo(question, typed) };
  const read = readingOf(question, typed, language);
  if (score === 1) return [{ ...given, state: "right", notes: [...read, ...(isKey(question, typed, language) ? [] : [say("reviewed.answer", { answer: keyInWords(question) })]), ...notes] }];
  return [{ ...given, state: "wrong", notes: [...read, ...notesOnMistake(question, typed)], ...(score > 0 ? { word: say("marks.partial") } : {}) }, { ...line, id: "", text: keyInWords(question), state: "missed", notes }];
}

/** What is said to just this answer, where answers have feedback of their own. */
function feedbackTo(question: TypedQuestion, typed: string): string {
  if (question.kind === "numeric") return (question.graded && numberThatFits(question.graded, typed)?.feedback) ?? "";
  return (question.graded && nameThatFits(question.graded, typed)?.feedback) ?? "";
}

/** The right answer as a learner's language writes it. */
export function keyInWords(question: TypedQuestion): Words {
  if (question.kind === "short") return keyOf(question);
  const { value, unit } = question.answer;
  return unit === undefined && isYear(value) ? String(value) : amount(value, unit);
}

/** The same in English. */
export function keyOf(question: TypedQuestion): string {
  if (question.kind === "short") return question.answer.accept[0]!;
  const { value, unit } = question.answer;
  return unit === undefined && isYear(value) ? String(value) : inWords(value, unit);
}

/** A bare number such as this is most likely a year, which nobody groups in threes. */
function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value < 2100;
}

/** What else is right. */
export function notesOnKey(question: TypedQuestion): Message[] {
  return question.kind === "numeric" ? rangeOf(question) : otherNames(question);
}

/** Everything that is shown as right once it is answered. */
export function rightAnswersTo(question: TypedQuestion): string[] {
  return question.kind === "numeric" ? [keyOf(question)] : question.answer.accept;
}

/** As which number it was read, where it could have been another one and does not stand there so already. */
function readingOf(question: TypedQuestion, typed: string, language: string | undefined): Message[] {
  const value = question.kind === "numeric" && !question.graded && isEitherWay(typed) ? readInUnits(typed, question.answer, figuresIn(language)) : undefined;
  return value === undefined || typed.includes(formatNumber(value, figuresIn(language))) ? [] : [say("reviewed.read-as", { value })];
}

function isKey(question: TypedQuestion, typed: string, language: string | undefined): boolean {
  return question.kind === "numeric" ? readInUnits(typed, question.answer, figuresIn(language)) === question.answer.value : isSameName(keyOf(question), typed);
}

function notesOnMistake(question: TypedQuestion, typed: string): Message[] {
  return question.kind === "short" && question.answer.reject.some((name) => isSameName(name, typed)) ? [say("reviewed.another-name")] : [];
}

function rangeOf({ answer }: NumericQuestion): Message[] {
  return answer.tolerance > 0 ? [say("reviewed.range", boundsOf(answer))] : [];
}

/** The least and the greatest number that is right. */
export function boundsOf({ value, tolerance }: Pick<NumericQuestion["answer"], "value" | "tolerance">): { from: number; to: number } {
  const rounded = (bound: number) => Number(bound.toPrecision(12));
  return { from: rounded(value - tolerance), to: rounded(value + tolerance) };
}

function otherNames({ answer: { accept: [, ...others] } }: ShortQuestion): Message[] {
  const [names, more] = [others.slice(0, MOST_NAMES).join(", "), others.length - MOST_NAMES];
  if (names === "") return [];
  return [more > 0 ? say("reviewed.more-names", { names, count: more }) : say("reviewed.names", { names })];
}
