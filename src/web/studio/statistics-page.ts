import { questionLines, type QuestionFigures, type Statistics } from "../../domain/question-figures.ts";
import { spreadOf, type QuizReport } from "../../engine/statistics/report.ts";
import { readingOf, standingOf, type Standing } from "../../engine/statistics/verdicts.ts";
import type { Quiz } from "../../storage/tables.ts";
import { SORTABLE, sortedLines } from "./statistics-lines.ts";
import type { Scope } from "./statistics-scope.ts";

/** A figure of the whole quiz: its value in the unit that it is told in, and what Moodle's reading aid says of it. */
export interface WholeFigure { name: string; value: number | null; unit: "percent" | "number"; reading: "low" | "fitting" | "high" | null }

export interface StatisticsPage {
  quiz: Quiz; scope: Scope; attempts: number; standing: Standing; whole: WholeFigure[]; spread: number[]; lines: QuestionFigures[]; sort: string; sortable: string[]; isDrawn: boolean; isUneven: boolean;
}

export function quizPage(quiz: Quiz, scope: Scope, statistics: Statistics, sort: string): StatisticsPage {
  const { report, attempts, isDrawn, isUneven } = statistics;
  const standing = standingOf(report.attempts);
  const lines = sortedLines(questionLines(statistics), sort);
  return { quiz, scope, attempts: report.attempts, standing, whole: standing === "hidden" ? [] : wholeFigures(report), spread: spreadOf(attempts), lines, sort, sortable: SORTABLE, isDrawn, isUneven };
}

function wholeFigures({ quiz }: QuizReport): WholeFigure[] {
  if (!quiz) return [];
  const { mean, median, sd, skewness, kurtosis, consistency, errorRatio, standardError } = quiz;
  const share = (name: string, value: number | null, reading: WholeFigure["reading"] = null): WholeFigure => ({ name, value: value === null ? null : 100 * value, unit: "percent", reading });
  return [
    share("mean", mean, readingOf("mean", mean)), share("median", median), share("sd", sd, readingOf("sd", sd)),
    { name: "consistency", value: consistency, unit: "percent", reading: readingOf("consistency", consistency) },
    { name: "error-ratio", value: errorRatio, unit: "percent", reading: null }, share("standard-error", standardError),
    { name: "skewness", value: skewness, unit: "number", reading: null }, { name: "kurtosis", value: kurtosis, unit: "number", reading: null },
  ];
}
