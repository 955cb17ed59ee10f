import { say, type Message, type Words } from "../../lib/messages.ts";
import { textsOf } from "./layout.ts";
import type { Chosen } from "./marking.ts";
import { isChoice, isTyped } from "./question-kinds.ts";
import type { ChoiceQuestion, MatchingQuestion, OrderingQuestion, Question } from "./question.ts";
import { typedLines } from "./reviewed-typed.ts";

/** One option, pair or place of an answered question, or what was typed. `missed` is right and was not chosen; `plain` is neither. `word` says the state where the usual one does not fit. */
export interface ReviewedLine { id: string; text: Words; state: "right" | "wrong" | "missed" | "plain"; isChosen: boolean; word?: Message; notes: Message[]; why: string; /** The same texts as safe HTML, where they are more than plain words. */ html?: { text?: string; why?: string } }

/** What is said to a stored answer, from 0 to 1, line by line in the order in which the learner saw them; the texts as they were written. */
export function reviewedLines(question: Question, layout: readonly string[], chosen: Chosen, score: number): ReviewedLine[] {
  if (isChoice(question)) return optionLines(question, layout, chosen);
  if (isTyped(question)) return typedLines(question, chosen, score);
  return question.kind === "matching" ? pairLines(question, layout, chosen) : placeLines(question, layout, chosen);
}

function optionLines({ options }: ChoiceQuestion, layout: readonly string[], chosen: Chosen): ReviewedLine[] {
  return layout.flatMap((id, place) => options.filter((option) => option.id === id).map((option) => {
    const isChosen = chosen.includes(id);
    const state = option.correct ? (isChosen ? "right" : "missed") : (isChosen ? "wrong" : "plain");
    const isPartly = isChosen && !option.correct && (option.fraction ?? 0) > 0;
    return { id: String(place + 1), text: option.text, state, isChosen, notes: [], why: option.feedback, ...(isPartly ? { word: say("marks.partial") } : {}) };
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
