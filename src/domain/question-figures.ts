import { chanceOf } from "../engine/questions/chance.ts";
import { isChoice, isTyped, type Kind, type Question } from "../engine/questions/question.ts";
import { LEAST_GROUP } from "../engine/statistics/disclosure.ts";
import { guessScoreOf } from "../engine/statistics/guess-score.ts";
import { lineFigures, typedFigures, type LineFigures, type TypedFigures } from "../engine/statistics/line-figures.ts";
import { optionFigures, type OptionFigures, type PickTally } from "../engine/statistics/option-figures.ts";
import { paceFigures, type PaceFigures } from "../engine/statistics/pace-figures.ts";
import { isUneven, reportOf, restOf, type AnswerCount, type ItemReport, type QuizReport } from "../engine/statistics/report.ts";
import { groupSizes, scoreCurve } from "../engine/statistics/score-groups.ts";
import { standingOf, verdictsOn, type Standing, type Verdict } from "../engine/statistics/verdicts.ts";
import { groupBy } from "../lib/groups.ts";
import { listQuestionsIn, type StatisticsQuestion } from "../storage/statistics.ts";
import type { Db, QuizVersion } from "../storage/tables.ts";
import { listAnswerTallies, listAttemptTallies, listLineCounts, listPaceTallies, listSlotTallies, type LineCount } from "../storage/tallies.ts";
import type { AnswerTallyRow, AttemptTally, PaceTally } from "../storage/tally-tables.ts";

/** The statistics of some published versions of a quiz, with what they were made from. */
export interface Statistics { report: QuizReport; questions: StatisticsQuestion[]; attempts: AttemptTally[]; answers: AnswerTallyRow[]; paces: PaceTally[]; lines: LineCount[]; isDrawn: boolean; isUneven: boolean }

/** From the tallies as they are. `only` reads nothing but what concerns one version of a question: weights are those of that question alone then. */
export async function readStatistics(db: Db, shown: readonly Pick<QuizVersion, "id" | "draw_count">[], firstOnly: boolean, only?: number): Promise<Statistics> {
  const quizVersionIds = shown.map(({ id }) => id);
  const scope = { quizVersionIds, firstOnly };
  const of = only === undefined ? scope : { ...scope, questionVersionId: only };
  const questions = await listQuestionsIn(db, quizVersionIds, only);
  const [attempts, answers, slots] = [await listAttemptTallies(db, scope), await listAnswerTallies(db, of), only === undefined ? await listSlotTallies(db, scope) : []];
  const [paces, lines] = [await listPaceTallies(db, of), await listLineCounts(db, of, LEAST_GROUP)];
  const isDrawn = shown.some(({ draw_count }) => draw_count !== null);
  const withdrawn = new Set(questions.flatMap(({ id, withdrawn: doubt }) => (doubt === null ? [] : [id])));
  return { report: reportOf({ attempts, slots, answers: answers.map(countOf) }, { isDrawn, withdrawn }), questions, attempts, answers, paces, lines, isDrawn, isUneven: isUneven(attempts) };
}

function countOf({ question_version_id: item, score, total, lines, answers }: AnswerTallyRow): AnswerCount {
  return { item, score, total, lines, answers };
}

/**
 * What was answered, of a question that has figures. `options` where there are any; `lines` of matching and ordering; `typed` are the commonest answers that were typed, `others` how many answers are none of them.
 * `curve` is the mean score in each fifth of the attempts, `sizes` how many there are.
 */
export interface Answered { options: OptionFigures[]; lines: LineFigures[]; typed: TypedFigures[]; others: number; curve: (number | null)[]; sizes: number[] }

/** One question with its figures, which are there from thirty answers on. */
export interface QuestionFigures extends StatisticsQuestion, Answered {
  question: Question; kind: Kind; answers: number; standing: Standing; guess: number; figures: ItemReport | null; verdicts: Verdict[]; pace: PaceFigures;
}

const NOTHING: Answered = { options: [], lines: [], typed: [], others: 0, curve: [], sizes: [] };
const UNTIMED: PaceFigures = { timed: 0, median: null, low: null, high: null };
/** So many different answers that were typed are listed. */
const MOST_TYPED = 20;

/** Every question of the scope, in its order. */
export function questionLines(statistics: Statistics): QuestionFigures[] {
  const answers = groupBy(statistics.answers, ({ question_version_id }) => String(question_version_id));
  return statistics.questions.map((row) => lineOf(row, statistics, answers.get(String(row.id)) ?? []));
}

function lineOf(row: StatisticsQuestion, statistics: Statistics, answers: readonly AnswerTallyRow[]): QuestionFigures {
  const question = JSON.parse(row.body) as Question;
  const item = statistics.report.items.find((each) => each.item === row.id);
  const line = { ...row, question, kind: question.kind, answers: item?.answers ?? 0, standing: standingOf(item?.answers ?? 0), guess: guessScoreOf(question) };
  if (!item || line.standing === "hidden") return { ...line, ...NOTHING, figures: null, verdicts: [], pace: UNTIMED };
  const picks = answers.map((answer) => pickOf(answer, statistics.isDrawn || row.withdrawn !== null, statistics.isUneven));
  const answered = answeredOf(row.id, question, picks, item, statistics);
  const pace = paceFigures(statistics.paces.flatMap(({ question_version_id, seconds: value, answers: count }) => (question_version_id === row.id ? [{ value, count }] : [])));
  return { ...line, ...answered, pace, figures: item, verdicts: row.ruling === "credit" ? [] : verdictsOn(item, answered.options, line.guess) };
}

function answeredOf(id: number, question: Question, picks: readonly PickTally[], { facility, answers }: ItemReport, { lines }: Statistics): Answered {
  const counts = lines.filter(({ question_version_id }) => question_version_id === id);
  const typed = isTyped(question) ? typedFigures(counts, answers, MOST_TYPED) : { typed: [], others: 0 };
  const options = isChoice(question) ? optionFigures(question.options, picks, { facility, chance: chanceOf(question) }) : [];
  return { options, lines: lineFigures(question, counts), ...typed, curve: scoreCurve(picks), sizes: groupSizes(picks) };
}

function pickOf({ chosen, score, total, lines, answers: count }: AnswerTallyRow, isApart: boolean, uneven: boolean): PickTally {
  return { chosen: JSON.parse(chosen || "[]") as string[], score, total: uneven ? total / Math.max(1, lines) : total, rest: restOf({ score, total, lines }, isApart, uneven), count };
}

