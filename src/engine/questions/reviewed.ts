import { say, type Message, type Words } from "../../lib/messages.ts";
import { textsOf } from "./asked.ts";
import { verdictOf, type Chosen, type Verdict } from "./marking.ts";
import { isChoice, isTyped, type ChoiceQuestion, type Evidence, type MatchingQuestion, type OrderingQuestion, type Question, type QuestionLesson } from "./question.ts";
import type { Format } from "./texts.ts";
import { typedLines } from "./reviewed-typed.ts";

/** One option, pair or place of an answered question, or what was typed. `missed` is right and was not chosen; `plain` is neither. `word` says the state where the usual one does not fit. */
export interface ReviewedLine { id: string; text: Words; state: "right" | "wrong" | "missed" | "plain"; isChosen: boolean; word?: Message; notes: Message[]; why: string; format?: Format | undefined; whyFormat?: Format | undefined }

/** Everything that may be told once the answer is stored. */
export interface ReviewedQuestion { stem: string; format?: Format | undefined; verdict: Verdict; explanation: string; lines: ReviewedLine[]; evidence: Evidence[]; lesson?: QuestionLesson }

/** Shows a stored answer, from 0 to 1, beside what was right, in the order in which the learner saw it. */
export function reviewed(question: Question, layout: readonly string[], chosen: Chosen, score: number): ReviewedQuestion {
  const { stem, explanation, evidence, lesson } = question;
  return { stem, explanation, evidence, verdict: verdictOf(score), lines: linesOf(question, layout, chosen, score).map((line) => withFormat(question, line)), ...(question.format ? { format: question.format } : {}), ...(lesson ? { lesson } : {}) };
}

/** The words of a message, responses and what was typed are plain whatever the question is. */
function withFormat(question: Question, line: ReviewedLine): ReviewedLine {
  if (isTyped(question)) return question.format ? { ...line, whyFormat: question.format } : line;
  const whyFormat = line.whyFormat ?? question.format;
  const format = question.kind === "spot" ? undefined : line.format ?? question.format;
  return { ...line, ...(format ? { format } : {}), ...(whyFormat ? { whyFormat } : {}) };
}

/** One line of an answer as it was given: `id` is its place in the layout, from 1, or what was typed. */
export interface GivenLine { id: string; text: string }

/** What was answered, without a word on what is right: for ordering in the order that was given. */
export function answerGiven(question: Question, layout: readonly string[], chosen: Chosen): GivenLine[] {
  if (isTyped(question)) return chosen.map((typed) => ({ id: typed, text: typed }));
  const texts = textsOf(question);
  const place = (id: string) => String(layout.indexOf(id) + 1);
  if (question.kind === "matching") return question.pairs.map(({ premise }, line) => ({ id: place(chosen[line] ?? ""), text: `${premise}: ${chosen[line] ?? ""}` }));
  return chosen.map((id) => ({ id: place(id), text: texts.get(id) ?? id }));
}

function linesOf(question: Question, layout: readonly string[], chosen: Chosen, score: number): ReviewedLine[] {
  if (isChoice(question)) return optionLines(question, layout, chosen);
  if (isTyped(question)) return typedLines(question, chosen[0] ?? "", score);
  return question.kind === "matching" ? pairLines(question, layout, chosen) : placeLines(question, layout, chosen);
}

function optionLines({ options }: ChoiceQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  return layout.flatMap((id, place) => options.filter((option) => option.id === id).map((option) => {
    const isChosen = chosen.includes(id);
    const state = option.correct ? (isChosen ? "right" : "missed") : (isChosen ? "wrong" : "plain");
    const isPartly = isChosen && !option.correct && (option.fraction ?? 0) > 0;
    return { id: String(place + 1), text: option.text, state, isChosen, notes: [], why: option.feedback, ...(option.format ? { format: option.format, whyFormat: option.format } : {}), ...(isPartly ? { word: say("marks.partial") } : {}) };
  }));
}

function pairLines({ pairs }: MatchingQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  return pairs.map(({ premise, response, feedback }, line) => {
    const picked = chosen[line] ?? "";
    const isRight = picked === response;
    return {
      id: String(layout.indexOf(picked) + 1), text: premise, ...markOf(isRight), isChosen: true, why: feedback,
      notes: [say("reviewed.match-chosen", { picked }), ...(isRight ? [] : [say("reviewed.match-right", { response })])],
    };
  });
}

function markOf(isRight: boolean): Pick<ReviewedLine, "state" | "word"> {
  return isRight ? { state: "right", word: say("marks.correct") } : { state: "wrong", word: say("marks.wrong") };
}

function placeLines(question: OrderingQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  const texts = textsOf(question);
  return question.sequence.map(({ id, feedback }, place) => {
    const given = chosen.indexOf(id);
    const isRight = given === place;
    return {
      id: String(layout.indexOf(id) + 1), text: texts.get(id)!, ...markOf(isRight), isChosen: true, why: feedback,
      notes: [say("reviewed.place-right", { place: place + 1 }), ...(isRight ? [] : [say("reviewed.place-chosen", { place: given + 1 })])],
    };
  });
}
