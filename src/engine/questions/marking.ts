import { say, type Message } from "../../lib/messages.ts";
import { complaintAboutNumber, figuresIn, markNumber } from "./marking-numeric.ts";
import { complaintAboutName, complaintAboutText, markName } from "./marking-short.ts";
import { isGraded, moodleMark } from "./moodle-marking.ts";
import { readMoodleNumber } from "./moodle-numbers.ts";
import { isChoice, takesSeveral } from "./question-kinds.ts";
import type { ChoiceQuestion, MatchingQuestion, OrderingQuestion, Question } from "./question.ts";

/**
 * What a learner chose, as strings:
 * single, multiple, true_false, spot: the ids of the chosen options;
 * matching: one response text per pair, in the order of `pairs`;
 * ordering: the ids of `sequence` in the order that the learner gave them;
 * numeric, short: one text, as it was typed; behind a number that English readers would take for another one the language in which it was written.
 */
export type Chosen = readonly string[];

export type Verdict = "correct" | "partial" | "wrong";

/**
 * Marks one response from 0 to 1.
 * Single and true/false: 1 or 0; where a corrected key has several right options, each of them is 1. Multiple and spot: each right option adds 1/right, each wrong one takes 1/wrong, never below 0
 * (the rule of Moodle's multiple response type). Matching: the share of right pairs. Ordering: the share of items in their right place.
 * Numeric and short: 1 or 0 (see `markNumber` and `markName`). Where a question says what its answers are worth, Moodle's rule decides (see `moodleFraction`).
 * @throws RangeError when the response does not fit the question (see `complaintAbout`).
 */
export function mark(question: Question, chosen: Chosen): number {
  const complaint = complaintAbout(question, chosen);
  if (complaint) throw new RangeError(complaint.key);
  if (isGraded(question)) return moodleMark(question, chosen);
  if (isChoice(question)) return markChoice(question, new Set(chosen));
  switch (question.kind) {
    case "matching": return shareRight(question.pairs.map((pair) => pair.response), chosen);
    case "ordering": return shareRight(question.sequence.map((item) => item.id), chosen);
    case "numeric": return markNumber(question, chosen[0]!, chosen[1]);
    case "short": return markName(question, chosen[0]!);
  }
}

function markChoice({ kind, options }: ChoiceQuestion, chosen: ReadonlySet<string>): number {
  if (!takesSeveral({ kind })) return options.some((option) => option.correct && chosen.has(option.id)) ? 1 : 0;
  const right = options.filter((option) => option.correct);
  const wrong = options.filter((option) => !option.correct);
  const share = (of: typeof options) => of.filter((option) => chosen.has(option.id)).length / Math.max(1, of.length);
  const score = share(right) - share(wrong);
  return Math.abs(score - 1) < 1e-9 ? 1 : Math.max(0, score);
}

function shareRight(right: readonly string[], chosen: Chosen): number {
  return right.filter((text, place) => chosen[place] === text).length / right.length;
}

export function verdictOf(score: number): Verdict {
  if (score === 1) return "correct";
  return score > 0 ? "partial" : "wrong";
}

/** What is wrong with a response, for the learner; undefined when it can be marked. */
export function complaintAbout(question: Question, chosen: Chosen): Message | undefined {
  if (isChoice(question)) return complaintAboutChoice(question, chosen);
  const isOne = chosen.length === 1 || (question.kind === "numeric" && !question.graded && chosen.length === 2 && chosen[1] === figuresIn(chosen[1]));
  const [typed = ""] = isOne ? chosen : [];
  switch (question.kind) {
    case "matching": return complaintAboutMatching(question, chosen);
    case "ordering": return complaintAboutOrdering(question, chosen);
    case "numeric": return question.graded ? complaintAboutFigure(typed) : complaintAboutNumber(question, typed);
    case "short": return question.graded ? complaintAboutText(typed) : complaintAboutName(typed);
  }
}

function complaintAboutFigure(typed: string): Message | undefined {
  return complaintAboutText(typed) ?? (readMoodleNumber(typed) ? undefined : say("marking.no-number"));
}

function complaintAboutChoice({ kind, options }: ChoiceQuestion, chosen: Chosen): Message | undefined {
  if (chosen.length === 0) return say(kind === "spot" ? "marking.mark-some" : kind === "multiple" ? "marking.choose-some" : "marking.choose-one");
  if (!takesSeveral({ kind }) && chosen.length > 1) return say("marking.choose-just-one");
  const known = new Set(options.map((option) => option.id));
  return new Set(chosen).size === chosen.length && chosen.every((id) => known.has(id)) ? undefined : say("marking.no-option");
}

function complaintAboutMatching({ pairs, responses }: MatchingQuestion, chosen: Chosen): Message | undefined {
  if (chosen.length !== pairs.length || chosen.some((text) => text === "")) return say("marking.match-all");
  return chosen.every((text) => responses.includes(text)) ? undefined : say("marking.no-match");
}

function complaintAboutOrdering({ sequence }: OrderingQuestion, chosen: Chosen): Message | undefined {
  const ids = new Set(chosen);
  const isComplete = chosen.length === sequence.length && ids.size === sequence.length && sequence.every((item) => ids.has(item.id));
  return isComplete ? undefined : say("marking.place-all");
}

/** How the question is marked, said before it is answered. */
export function markingRule(question: Question): Message {
  const kind = question.kind.replace("_", "-");
  const saysOwn = isGraded(question) && ["multiple", "numeric", "short"].includes(kind);
  return saysOwn ? say(`marking.rules.${kind}-graded`) : say(`marking.rules.${kind}`);
}
