import { isChoice, type Kind, type Question } from "../../engine/questions/question.ts";
import { chanceOf } from "../../engine/questions/chance.ts";
import { guessScoreOf } from "../../engine/statistics/guess-score.ts";
import { optionFigures, type OptionFigures } from "../../engine/statistics/option-figures.ts";
import { restOf, type ItemReport } from "../../engine/statistics/report.ts";
import { standingOf, verdictsOn, type Standing, type Verdict } from "../../engine/statistics/verdicts.ts";
import { groupBy } from "../../lib/groups.ts";
import type { AnswerTallyRow } from "../../storage/tally-tables.ts";
import type { StatisticsQuestion } from "../../storage/statistics.ts";
import type { Statistics } from "./statistics-scope.ts";

/** One question with its figures, which are there from thirty answers on. */
export interface QuestionFigures extends StatisticsQuestion {
  question: Question; kind: Kind; answers: number; standing: Standing; guess: number; figures: ItemReport | null; options: OptionFigures[]; verdicts: Verdict[];
}

/** Every question of the scope, in its order. */
export function questionLines(statistics: Statistics): QuestionFigures[] {
  const answers = groupBy(statistics.answers, ({ question_version_id }) => String(question_version_id));
  return statistics.questions.map((row) => lineOf(row, statistics, answers.get(String(row.id)) ?? []));
}

function lineOf(row: StatisticsQuestion, { report, isDrawn, isUneven }: Statistics, answers: readonly AnswerTallyRow[]): QuestionFigures {
  const question = JSON.parse(row.body) as Question;
  const item = report.items.find((each) => each.item === row.id);
  const line = { ...row, question, kind: question.kind, answers: item?.answers ?? 0, standing: standingOf(item?.answers ?? 0), guess: guessScoreOf(question) };
  if (!item || line.standing === "hidden") return { ...line, figures: null, options: [], verdicts: [] };
  const isApart = isDrawn || row.withdrawn !== null;
  const options = isChoice(question) ? optionFigures(question.options, answers.map((answer) => pickOf(answer, isApart, isUneven)), { facility: item.facility, chance: chanceOf(question) }) : [];
  return { ...line, figures: item, options, verdicts: verdictsOn(item, options, line.guess) };
}

function pickOf(answer: AnswerTallyRow, isApart: boolean, uneven: boolean) {
  const { chosen, score, total, lines, answers: count } = answer;
  return { chosen: JSON.parse(chosen || "[]") as string[], score, total: uneven ? total / Math.max(1, lines) : total, rest: restOf({ score, total, lines }, isApart, uneven), count };
}

/** Columns by which the table can be sorted, each with what it goes by; the gravest verdict comes first. */
const SORTS: Record<string, (line: QuestionFigures) => number | null> = {
  place: ({ position }) => position, answers: ({ answers }) => answers, facility: ({ figures }) => figures && figures.facility,
  discrimination: ({ figures }) => figures && figures.discrimination, efficiency: ({ figures }) => figures && figures.efficiency,
};
export const SORTABLE = Object.keys(SORTS);

/** Sorted by `facility` or, the other way round, `-facility`; what has no figure comes last. Anything else leaves the order of the quiz. */
export function sortedLines(lines: readonly QuestionFigures[], sort: string): QuestionFigures[] {
  const by = Object.hasOwn(SORTS, sort.replace(/^-/, "")) ? SORTS[sort.replace(/^-/, "")]! : SORTS["place"]!;
  const way = sort.startsWith("-") ? -1 : 1;
  return [...lines].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    return a === null || b === null ? Number(a === null) - Number(b === null) : way * (a - b);
  });
}
