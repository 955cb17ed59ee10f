import { readInUnits } from "../questions/marking-numeric.ts";
import type { Chosen } from "../questions/marking.ts";
import { isChoice, isTyped, type Question, type TypedQuestion } from "../questions/question.ts";

const LONGEST_TYPED = 200;

/** What was put in one line: of a pair the place of its response among all responses, of an item of a sequence its place from 1, by the line's id; what was typed has no line. */
export interface LinePick { line: string; choice: string }

/** One answer line by line; nothing for questions with options, and for an answer that is gone. What was typed comes as it is read: equal names and numbers are the same, however they are written. */
export function linePicks(question: Question, chosen: Chosen): LinePick[] {
  if (isChoice(question) || chosen.length === 0) return [];
  if (isTyped(question)) return [{ line: "", choice: typedAs(question, chosen[0]!) }];
  if (question.kind === "matching") return question.pairs.flatMap(({ id }, place) => (chosen[place] === undefined ? [] : [{ line: id, choice: String(question.responses.indexOf(chosen[place])) }]));
  return chosen.map((id, place) => ({ line: id, choice: String(place + 1) }));
}

function typedAs(question: TypedQuestion, typed: string): string {
  const bare = typed.trim().replace(/\s+/g, " ").slice(0, LONGEST_TYPED);
  if (question.graded) return bare;
  if (question.kind === "short") return bare.toLowerCase();
  const number = readInUnits(bare, question.answer);
  return number === undefined ? bare : String(number);
}
