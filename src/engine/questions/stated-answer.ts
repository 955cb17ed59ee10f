import { truthCalled } from "./formats/sheet-words.ts";
import { interactionOf, type ComponentIds, type Interaction } from "./interactions.ts";
import type { Chosen } from "./marking.ts";
import { isChoice } from "./question-kinds.ts";
import type { Question } from "./question.ts";
import { responseTo } from "./responses.ts";
import { plainTextOf } from "./rich-text.ts";

/** The question and an answer to it as a record store is told of them, by the ids that options have here. Question and answer are in `language`. */
export function statedAnswer(question: Question, chosen: Chosen, language: string): Interaction {
  return interactionOf(responseTo(question, chosen, truthsOf(question), plainTextOf), idsIn(question), language);
}

/** Which option says yes: only where one does and the other says no, in a language that is known here, and one of them is right. */
export function truthsOf(question: Question): boolean[] | undefined {
  if (question.kind !== "true_false") return undefined;
  const truths = question.options.map(({ text, format = question.format }) => truthCalled(plainTextOf(text, format)));
  const isPlain = truths.length === 2 && truths.includes(true) && truths.includes(false) && question.options.filter(({ correct }) => correct).length === 1;
  return isPlain ? truths.map((truth) => truth === true) : undefined;
}

function idsIn(question: Question): ComponentIds {
  const choice = isChoice(question) ? called(question.options, "option") : called(question.kind === "ordering" ? question.sequence : [], "step");
  return { choice, line: called(question.kind === "matching" ? question.pairs : [], "line"), match: (place) => `match-${place + 1}` };
}

/** Ids that stand between delimiters: those of the question where they can, else numbers. */
function called(named: readonly { id: string }[], word: string): (place: number) => string {
  const areGood = named.every(({ id }) => /^[\w.-]+$/.test(id));
  return (place) => (areGood ? named[place]!.id : `${word}-${place + 1}`);
}
