import { groupBy } from "../../lib/groups.ts";
import type { MatchingQuestion, OrderingQuestion, Question } from "../questions/question.ts";
import type { LinePick } from "./line-picks.ts";

/** How many answers put this in a line, and what these answers won together. */
export interface LineCount extends LinePick { answers: number; points: number }

/** What was put in one line. `share` is that of all answers to the line, 0 to 1; null without any. `text` of an ordering is the place, from 1. */
export interface LineCell { text: string; isRight: boolean; answers: number; share: number | null }
/** One line of a matching or an ordering question: every response or place that there was, in their order. */
export interface LineFigures { id: string; text: string; answers: number; cells: LineCell[] }

/** Each line of a matching or ordering question with what was put there how often; none for other kinds. */
export function lineFigures(question: Question, counts: readonly LineCount[]): LineFigures[] {
  const byLine = groupBy(counts, ({ line }) => line);
  return linesOf(question).map(({ id, text, choices }) => {
    const given = byLine.get(id) ?? [];
    const answers = given.reduce((sum, each) => sum + each.answers, 0);
    return { id, text, answers, cells: choices.map(({ choice, ...cell }) => withCount(cell, given.find((each) => each.choice === choice)?.answers ?? 0, answers)) };
  });
}

function withCount(cell: Pick<LineCell, "text" | "isRight">, answers: number, all: number): LineCell {
  return { ...cell, answers, share: all === 0 ? null : answers / all };
}

interface Line { id: string; text: string; choices: { choice: string; text: string; isRight: boolean }[] }

function linesOf(question: Question): Line[] {
  if (question.kind === "matching") return matchingLines(question);
  return question.kind === "ordering" ? orderingLines(question) : [];
}

function matchingLines({ pairs, responses }: MatchingQuestion): Line[] {
  return pairs.map(({ id, premise, response }) => ({ id, text: premise, choices: responses.map((text, place) => ({ choice: String(place), text, isRight: text === response })) }));
}

function orderingLines({ sequence }: OrderingQuestion): Line[] {
  return sequence.map(({ id, text }, right) => ({ id, text, choices: sequence.map((_, place) => ({ choice: String(place + 1), text: String(place + 1), isRight: place === right })) }));
}

/** An answer that was typed, as it is read. `share` is that of all answers, `mean` the score that it won, both 0 to 1. */
export interface TypedFigures { text: string; answers: number; share: number; mean: number }

/** The commonest of what was typed, as far as it may be shown, and how many answers are `others`: rarer ones, and those without an answer. `all` is how many answers there are. */
export function typedFigures(counts: readonly LineCount[], all: number, most: number): { typed: TypedFigures[]; others: number } {
  const shown = counts.filter(({ line, answers }) => line === "" && answers > 0).slice(0, most);
  const typed = shown.map(({ choice, answers, points }) => ({ text: choice, answers, share: answers / Math.max(1, all), mean: points / answers }));
  return { typed, others: Math.max(0, all - shown.reduce((sum, { answers }) => sum + answers, 0)) };
}
