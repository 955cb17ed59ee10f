import type { Chosen } from "./marking.ts";
import { figuresIn, readInUnits } from "./marking-numeric.ts";
import { readMoodleNumber } from "./moodle-numbers.ts";
import { isChoice, takesSeveral } from "./question-kinds.ts";
import type { ChoiceQuestion, MatchingQuestion, NumericQuestion, OrderingQuestion, Question } from "./question.ts";
import { boundsOf } from "./reviewed-typed.ts";
import type { Format } from "./texts.ts";

/** Something that can be chosen: its place among its like as the question was written, from 0, and its words. */
export interface Choice { place: number; words: string }

/**
 * An answer and the key as learning systems have them, before any of their notations. Choices, lines and matches go by their place. `right` lists alternatives, each of which is a whole answer;
 * the key of a number is the range in which it is right, and what was given is undefined where nobody can read a number in it.
 */
export type Response =
  | { type: "true-false"; given: boolean; right: boolean }
  | { type: "choice"; given: readonly number[]; right: readonly (readonly number[])[]; choices: readonly Choice[] }
  | { type: "sequencing"; given: readonly number[]; right: readonly (readonly number[])[]; choices: readonly Choice[] }
  | { type: "matching"; given: readonly (readonly [number, number])[]; right: readonly (readonly [number, number])[]; source: readonly Choice[]; target: readonly Choice[] }
  | { type: "numeric"; given: number | undefined; right: { from: number; to: number; value: number } }
  | { type: "fill-in"; given: string; right: readonly string[]; caseMatters: boolean };

/** Makes plain words of a text of the question, which may be written in the format of its own line. */
export type InPlainWords = (text: string, format?: Format) => string;

/** The answer to a question. `truths`: which option says yes, where one does and the other says no; without them such a question is a choice. */
export function responseTo(question: Question, chosen: Chosen, truths: readonly boolean[] | undefined, plain: InPlainWords): Response {
  if (isChoice(question)) return truths ? truth(question, chosen, truths) : choice(question, chosen, plain);
  switch (question.kind) {
    case "matching": return matching(question, chosen, plain);
    case "ordering": return sequence(question, chosen, plain);
    case "numeric": return number(question, chosen);
    case "short": return { type: "fill-in", given: chosen[0] ?? "", right: question.answer.accept, caseMatters: question.graded?.caseSensitive ?? false };
  }
}

function truth({ options }: ChoiceQuestion, chosen: Chosen, truths: readonly boolean[]): Response {
  const truthOf = (place: number) => truths[place] ?? false;
  return { type: "true-false", given: truthOf(options.findIndex(({ id }) => id === chosen[0])), right: truthOf(options.findIndex(({ correct }) => correct)) };
}

/** A corrected key of a question with one choice may have several right options: each of them alone is right. */
function choice(question: ChoiceQuestion, chosen: Chosen, plain: InPlainWords): Response {
  const { options, format: usual } = question;
  const right = options.flatMap(({ correct }, place) => (correct ? [place] : []));
  const choices = options.map(({ text, format = usual }, place) => ({ place, words: plain(text, format) }));
  return { type: "choice", given: placesIn(options, chosen), right: takesSeveral(question) && right.length > 0 ? [right] : right.map((place) => [place]), choices };
}

function placesIn(options: ChoiceQuestion["options"], chosen: Chosen): number[] {
  return options.flatMap(({ id }, place) => (chosen.includes(id) ? [place] : []));
}

/** The lines by their words: their order as written is the key. */
function sequence({ sequence: lines, format }: OrderingQuestion, chosen: Chosen, plain: InPlainWords): Response {
  const choices = lines.map(({ text }, place) => ({ place, words: plain(text, format) })).sort((one, other) => one.words.localeCompare(other.words, "en"));
  return { type: "sequencing", given: chosen.map((id) => lines.findIndex((line) => line.id === id)), right: [lines.map((_, place) => place)], choices };
}

function matching({ pairs, responses, format: usual }: MatchingQuestion, chosen: Chosen, plain: InPlainWords): Response {
  const pairWith = (response: (place: number) => string) => pairs.map((_, place) => [place, responses.indexOf(response(place))] as const);
  const source = pairs.map(({ premise, format = usual }, place) => ({ place, words: plain(premise, format) }));
  return { type: "matching", given: pairWith((place) => chosen[place]!), right: pairWith((place) => pairs[place]!.response), source, target: responses.map((words, place) => ({ place, words })) };
}

function number(question: NumericQuestion, [typed = "", language]: Chosen): Response {
  const given = question.graded ? readMoodleNumber(typed)?.values[0] : readInUnits(typed, question.answer, figuresIn(language));
  return { type: "numeric", given, right: { ...boundsOf(question.answer), value: question.answer.value } };
}
