import type { Kind, Question } from "./question.ts";

/** Words a minute at which people read to understand, in their own language or another (Brysbaert 2019, How many words do we read per minute?, has 238 for those who read in their own). */
const WORDS_A_MINUTE = 200;
/** What deciding and answering takes beside reading, in seconds: a tap, several taps, moving lines, typing, looking through a message. Our own measure, to be replaced by measured times. */
const ANSWERING: Record<Kind, number> = { true_false: 6, single: 8, multiple: 14, matching: 25, ordering: 22, numeric: 15, short: 15, spot: 25 };
/** A situation is weighed, not remembered. */
const WEIGHING = 6;
/** Reading the feedback. */
const FEEDBACK = 6;
/** Fewer measured answers than this say less than the rule. */
export const MEASURED_FROM = 30;

/** How long an answer took, and how many did. */
export interface Pace { seconds: number; answers: number }

/**
 * The seconds that a question takes with its feedback: the median of measured answers where there are thirty or more, else its words at 200 a minute and what its kind needs, with six more for decisions.
 */
export function expectedSeconds(question: Question, measured: readonly Pace[] = []): number {
  const answers = measured.reduce((sum, pace) => sum + pace.answers, 0);
  if (answers >= MEASURED_FROM) return medianOf(measured, answers) + FEEDBACK;
  const reading = (60 * wordsOf(question)) / WORDS_A_MINUTE;
  return Math.round(reading + ANSWERING[question.kind] + (question.level === "decide" ? WEIGHING : 0) + FEEDBACK);
}

/** The seconds of a paper that asks `count` of these questions, each as likely as any other. */
export function paperSeconds(each: readonly number[], count: number): number {
  return each.length === 0 ? 0 : Math.round((each.reduce((sum, seconds) => sum + seconds, 0) / each.length) * Math.min(count, each.length));
}

/** Whole minutes, one at least. */
export function asMinutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

function medianOf(measured: readonly Pace[], answers: number): number {
  let passed = 0;
  for (const { seconds, answers: here } of measured.toSorted((a, b) => a.seconds - b.seconds)) {
    passed += here;
    if (passed * 2 >= answers) return seconds;
  }
  return 0;
}

function wordsOf(question: Question): number {
  return [question.stem, ...shownWith(question)].join(" ").split(/\s+/).filter(Boolean).length;
}

function shownWith(question: Question): string[] {
  if ("options" in question) return question.options.map(({ text }) => text);
  if (question.kind === "matching") return [...question.pairs.map(({ premise }) => premise), ...question.responses];
  return question.kind === "ordering" ? question.sequence.map(({ text }) => text) : [];
}
