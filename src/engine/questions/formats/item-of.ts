import { say, type Message } from "../../../lib/messages.ts";
import { hasMarkup, plainTextOf } from "../rich-text.ts";
import { isChoice, type ChoiceQuestion, type NumericQuestion, type Question, type ShortQuestion } from "../question.ts";
import type { Item, ItemAnswer, ItemType, NumericalAnswer, TextFormat } from "./item.ts";
import { withoutMessage } from "./without-message.ts";
import { usualPenalty } from "./question-of.ts";

const MOST_OF_NAME = 80;

/** The item that a question goes out as. `lost` says what no other system would understand; a question that was imported loses nothing. Pictures are for the caller to add. */
export function itemOf(question: Question): { item: Item; lost: Message[] } {
  const flat = withoutMessage(question);
  const parts = partsOf(flat);
  const { carried = {}, tags = [], explanation, stem } = flat;
  const common = {
    line: 0, name: question.name ?? nameFrom(question), text: stem, format: formatOf(question), generalFeedback: explanation, defaultMark: carried.defaultMark ?? 1, penalty: carried.penalty ?? usualPenalty(parts.type),
    category: carried.category ?? "", tags, idNumber: carried.idNumber ?? "", hints: carried.hints ?? [], files: [], dropped: [],
  };
  return { item: { ...common, ...parts } as unknown as Item, lost: lostFrom(question) };
}

type Parts = { type: ItemType } & Record<string, unknown>;

/** A plain text stays what it was, unless markup was written into it since. */
function formatOf({ format, carried, stem, explanation }: Question): TextFormat {
  return format ?? (carried?.autoFormat && !hasMarkup(stem) && !hasMarkup(explanation) ? "moodle" : "plain");
}

function nameFrom({ stem, format }: Question): string {
  const words = plainTextOf(stem, format).replace(/\s+/g, " ");
  return words.length > MOST_OF_NAME ? `${words.slice(0, MOST_OF_NAME - 3).replace(/\s+\S*$/, "")}...` : words;
}

function partsOf(question: Question): Parts {
  if (isChoice(question)) return question.kind === "true_false" ? trueFalse(question) : multichoice(question);
  switch (question.kind) {
    case "matching": {
      const spare = question.responses.filter((response) => !question.pairs.some((pair) => pair.response === response));
      const pairs = [...question.pairs.map(({ premise, response, format }) => ({ question: premise, answer: response, ...(format ? { format } : {}) })), ...spare.map((answer) => ({ question: "", answer }))];
      return { type: "match", shuffle: question.carried?.shuffle ?? true, pairs };
    }
    case "ordering": return { type: "ordering", lines: question.sequence.map(({ text }) => text) };
    case "numeric": return { type: "numerical", answers: numbersOf(question), units: question.graded?.units ?? (question.answer.unit && !question.graded ? [{ unit: question.answer.unit, multiplier: 1 }] : []) };
    case "short": return { type: "shortanswer", caseSensitive: question.graded?.caseSensitive ?? false, answers: namesOf(question) };
  }
}

function multichoice(question: ChoiceQuestion): Parts {
  const { options, kind, sorted, carried = {} } = question;
  const { correctFeedback = "", partlyFeedback = "", incorrectFeedback = "" } = carried;
  const answers = options.map(({ text, format, feedback, fraction, correct }): ItemAnswer => ({ text, format: format ?? formatOf(question), fraction: fraction ?? worthOf(correct, kind, options), feedback }));
  return { type: "multichoice", single: kind === "single", shuffle: !sorted, answers, correctFeedback, partlyFeedback, incorrectFeedback };
}

/** Our own rule in Moodle's figures: each right option adds its share, each wrong one takes its share. */
function worthOf(correct: boolean, kind: string, options: readonly { correct: boolean }[]): number {
  if (kind === "single") return correct ? 1 : 0;
  const share = 1 / options.filter((option) => option.correct === correct).length;
  return Number((correct ? share : -share).toFixed(7));
}

function trueFalse(question: ChoiceQuestion): Parts {
  const of = (text: string) => question.options.find((option) => option.text.toLowerCase() === text.toLowerCase());
  const answer = (text: string): ItemAnswer => ({ text, format: formatOf(question), fraction: of(text)?.correct ? 1 : 0, feedback: of(text)?.feedback ?? "" });
  return { type: "truefalse", answers: [answer("True"), answer("False")] };
}

function numbersOf(question: NumericQuestion): NumericalAnswer[] {
  const { graded, answer: { value, tolerance } } = question;
  if (!graded) return [{ text: String(value), tolerance, fraction: 1, feedback: "", format: formatOf(question) }];
  return graded.answers.map(({ value: text, format, ...rest }) => ({ text, format: format ?? formatOf(question), ...rest }));
}

function namesOf(question: ShortQuestion): ItemAnswer[] {
  const { graded, answer: { accept } } = question;
  if (!graded) return accept.map((name) => ({ text: name.replaceAll("*", "\\*"), fraction: 1, feedback: "", format: formatOf(question) }));
  return graded.answers.map(({ pattern, format, ...rest }) => ({ text: pattern, format: format ?? formatOf(question), ...rest }));
}

function lostFrom(question: Question): Message[] {
  const lines = question.kind === "matching" ? question.pairs : question.kind === "ordering" ? question.sequence : [];
  const lost: [string, boolean][] = [
    ["message", question.kind === "spot"], ["evidence", question.evidence.length > 0], ["lesson", question.lesson !== undefined], ["translations", question.translations !== undefined], ["feedback", lines.some(({ feedback }) => feedback !== "")],
    ["names", question.kind === "short" && !question.graded], ["numbers", question.kind === "numeric" && !question.graded],
  ];
  return lost.filter(([, isLost]) => isLost).map(([what]) => say(`items.lost.${what}`));
}
