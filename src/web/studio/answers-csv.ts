import type { OptionFigures } from "../../engine/statistics/option-figures.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import type { Reader } from "../../lib/readers.ts";
import { rounded } from "./statistics-csv.ts";
import type { QuestionFigures } from "../../domain/question-figures.ts";
import type { Scope } from "./statistics-scope.ts";

type Cell = string | number | null;
const FIFTHS = ["first", "second", "third", "fourth", "last"] as const;

/** One line for each option, for whatever was put in a line, and for each common answer that was typed; shares in per cent. Nothing of questions under thirty answers. */
export function answersCsv(lines: readonly QuestionFigures[], { version, step }: Scope, { t }: Reader): string {
  const own = ["part", "line", "choice", "right", "count", "share", "mean"].map((column) => t(`analysis.csv.${column}`));
  const fifths = FIFTHS.map((fifth) => t("analysis.csv.fifth", { name: t(`analysis.curves.fifths.${fifth}`) }));
  const head = [...["version", "question", "question-version", "stem"].map((column) => t(`statistics.columns.${column}`)), ...own, ...fifths, t("statistics.item.correlation"), t("analysis.csv.works")].concat(step > 1 ? t("statistics.steps", { least: step }) : []);
  const name = version === "all" ? t("statistics.all-versions") : Number(version);
  const rows = lines.flatMap((line) => cellsOf(line, t).map((cells) => [name, line.public_id, line.number, line.stem, ...cells]));
  return `\uFEFF${[head, ...rows].map(csvLine).join("")}`;
}

const shareOf = (share: number | null) => (share === null ? null : rounded(100 * share));
const isRight = (right: boolean, t: Reader["t"]) => t(right ? "analysis.csv.yes" : "analysis.csv.no");

function cellsOf(line: QuestionFigures, t: Reader["t"]): Cell[][] {
  if (!line.figures) return [];
  if (line.options.length > 0) return line.options.map((option) => optionCells(line, option, t));
  if (line.lines.length > 0) return line.lines.flatMap(({ text, cells }) => cells.map((cell) => [t(`analysis.csv.${line.kind}`), text, cell.text, isRight(cell.isRight, t), cell.answers, shareOf(cell.share)]));
  const others: Cell[][] = line.others > 0 ? [[t("analysis.csv.other"), null, null, null, line.others, shareOf(line.others / line.answers)]] : [];
  return [...line.typed.map(({ text, answers, share, mean }): Cell[] => [t("analysis.csv.typed"), null, text, isRight(mean >= 1, t), answers, shareOf(share), shareOf(mean)]), ...others];
}

function optionCells({ question, kind }: QuestionFigures, option: OptionFigures, t: Reader["t"]): Cell[] {
  const text = "options" in question ? question.options.find(({ id }) => id === option.id)!.text : "";
  const part = t(kind === "spot" ? "analysis.csv.region" : "analysis.csv.option");
  return [part, text, null, isRight(option.correct, t), option.picked, shareOf(option.share), null, ...option.fifths.map(shareOf), rounded(option.correlation), t(`statistics.item.${worksAs(option)}`)];
}

/** How a wrong option does its work, as a key of the catalogue. */
export function worksAs({ correct, isPicked, isFunctioning }: OptionFigures): "key" | "functions" | "suspect" | "idle" {
  return correct ? "key" : isFunctioning ? "functions" : isPicked ? "suspect" : "idle";
}
