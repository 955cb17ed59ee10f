import { figuresIn, readInUnits } from "../questions/marking-numeric.ts";
import { readMoodleNumber } from "../questions/moodle-numbers.ts";
import type { Chosen } from "../questions/marking.ts";
import type { ChoiceQuestion, MatchingQuestion, NumericQuestion, OrderingQuestion, Question } from "../questions/question.ts";
import { isChoice } from "../questions/question-kinds.ts";
import { boundsOf } from "../questions/reviewed-typed.ts";
import { wordsOf } from "./packaged-quiz.ts";
import type { SittingLine } from "./sitting.ts";

/** Something that can be chosen: its place among its like as the question was written, from 0, and its words. */
export interface Choice { place: number; words: string }

/**
 * An answer and the key as learning systems have them. Choices, lines and matches go by their place. `right` lists alternatives, each of which is a whole answer;
 * the key of a number is the range in which it is right.
 */
export type Response =
  | { type: "true-false"; given: boolean; right: boolean }
  | { type: "choice"; given: readonly number[]; right: readonly (readonly number[])[]; choices: readonly Choice[] }
  | { type: "sequencing"; given: readonly number[]; right: readonly (readonly number[])[]; choices: readonly Choice[] }
  | { type: "matching"; given: readonly (readonly [number, number])[]; right: readonly (readonly [number, number])[]; source: readonly Choice[]; target: readonly Choice[] }
  | { type: "numeric"; given: number; right: { from: number; to: number; value: number } }
  | { type: "fill-in"; given: string; right: readonly string[] };

/** One answered question, as the run-times of SCORM and xAPI record it. `score` is 0 to 1, `seconds` how long it took, `at` when it was answered. */
export interface Interaction { name: string; words: string; language: string; response: Response; score: number; seconds: number; at: Date }

/** @throws RangeError where the line is not answered, or its answer was not remembered */
export function interactionOf({ asked, chosen, score }: SittingLine, seconds: number, at: Date): Interaction {
  if (chosen === null || score === null) throw new RangeError("There is no answer.");
  const { name, language, question } = asked;
  return { name, words: wordsOf(asked, question.stem), language, response: inPlainWords(responseTo(question, chosen, asked.truths), asked), score, seconds, at };
}

function inPlainWords(response: Response, asked: SittingLine["asked"]): Response {
  const plain = (choices: readonly Choice[]) => choices.map(({ place, words }) => ({ place, words: wordsOf(asked, words) }));
  if (response.type === "matching") return { ...response, source: plain(response.source) };
  return "choices" in response ? { ...response, choices: plain(response.choices) } : response;
}

function responseTo(question: Question, chosen: Chosen, truths: readonly boolean[] | undefined): Response {
  if (isChoice(question)) return truths ? truth(question, chosen, truths) : choice(question, chosen);
  switch (question.kind) {
    case "matching": return matching(question, chosen);
    case "ordering": return sequence(question, chosen);
    case "numeric": return number(question, chosen);
    case "short": return { type: "fill-in", given: chosen[0] ?? "", right: question.answer.accept };
  }
}

function truth({ options }: ChoiceQuestion, chosen: Chosen, truths: readonly boolean[]): Response {
  const truthOf = (place: number) => truths[place] ?? false;
  return { type: "true-false", given: truthOf(options.findIndex(({ id }) => id === chosen[0])), right: truthOf(options.findIndex(({ correct }) => correct)) };
}

/** A corrected key of a question with one choice may have several right options: each of them alone is right. */
function choice({ kind, options }: ChoiceQuestion, chosen: Chosen): Response {
  const right = options.flatMap(({ correct }, place) => (correct ? [place] : []));
  const isOne = kind === "single" || kind === "true_false";
  return { type: "choice", given: placesIn(options, chosen), right: isOne ? right.map((place) => [place]) : [right], choices: options.map(choiceAt) };
}

function sequence({ sequence: lines }: OrderingQuestion, chosen: Chosen): Response {
  return { type: "sequencing", given: chosen.map((id) => lines.findIndex((line) => line.id === id)), right: [lines.map((_, place) => place)], choices: lines.map(choiceAt) };
}

function matching({ pairs, responses }: MatchingQuestion, chosen: Chosen): Response {
  const pairWith = (response: (place: number) => string) => pairs.map((_, place) => [place, responses.indexOf(response(place))] as const);
  const source = pairs.map(({ premise }, place) => ({ place, words: premise }));
  return { type: "matching", given: pairWith((place) => chosen[place]!), right: pairWith((place) => pairs[place]!.response), source, target: responses.map((words, place) => ({ place, words })) };
}

function number(question: NumericQuestion, [typed = "", language]: Chosen): Response {
  const given = question.graded ? readMoodleNumber(typed)?.values[0] : readInUnits(typed, question.answer, figuresIn(language));
  return { type: "numeric", given: given ?? 0, right: { ...boundsOf(question.answer), value: question.answer.value } };
}

function placesIn(options: ChoiceQuestion["options"], chosen: Chosen): number[] {
  return options.flatMap(({ id }, place) => (chosen.includes(id) ? [place] : []));
}

function choiceAt({ text }: { text: string }, place: number): Choice {
  return { place, words: text };
}
