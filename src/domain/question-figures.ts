import { isChoice, type Kind, type Question } from "../engine/questions/question.ts";
import { chanceOf } from "../engine/questions/chance.ts";
import { guessScoreOf } from "../engine/statistics/guess-score.ts";
import { optionFigures, type OptionFigures } from "../engine/statistics/option-figures.ts";
import { isUneven, reportOf, restOf, type AnswerCount, type ItemReport, type QuizReport } from "../engine/statistics/report.ts";
import { standingOf, verdictsOn, type Standing, type Verdict } from "../engine/statistics/verdicts.ts";
import { groupBy } from "../lib/groups.ts";
import { listQuestionsIn, type StatisticsQuestion } from "../storage/statistics.ts";
import type { Db, QuizVersion } from "../storage/tables.ts";
import { listAnswerTallies, listAttemptTallies, listSlotTallies } from "../storage/tallies.ts";
import type { AnswerTallyRow, AttemptTally } from "../storage/tally-tables.ts";

/** The statistics of some published versions of a quiz, with what they were made from. */
export interface Statistics { report: QuizReport; questions: StatisticsQuestion[]; attempts: AttemptTally[]; answers: AnswerTallyRow[]; isDrawn: boolean; isUneven: boolean }

/** From the tallies as they are. */
export async function readStatistics(db: Db, shown: readonly Pick<QuizVersion, "id" | "draw_count">[], firstOnly: boolean): Promise<Statistics> {
  const quizVersionIds = shown.map(({ id }) => id);
  const scope = { quizVersionIds, firstOnly };
  const questions = await listQuestionsIn(db, quizVersionIds);
  const [attempts, answers, slots] = [await listAttemptTallies(db, scope), await listAnswerTallies(db, scope), await listSlotTallies(db, scope)];
  const isDrawn = shown.some(({ draw_count }) => draw_count !== null);
  const withdrawn = new Set(questions.flatMap(({ id, withdrawn: doubt }) => (doubt === null ? [] : [id])));
  return { report: reportOf({ attempts, slots, answers: answers.map(countOf) }, { isDrawn, withdrawn }), questions, attempts, answers, isDrawn, isUneven: isUneven(attempts) };
}

function countOf({ question_version_id: item, score, total, lines, answers }: AnswerTallyRow): AnswerCount {
  return { item, score, total, lines, answers };
}

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
