import type { QuestionFigures } from "../../domain/question-figures.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import type { Reader } from "../../lib/readers.ts";
import type { Scope } from "./statistics-scope.ts";

const COLUMNS = ["version", "attempts", "place", "question", "question-version", "stem", "kind", "answers", "facility", "sd", "guess", "intended", "effective", "discrimination", "efficiency"] as const;
const TIMES = ["median", "low", "high", "timed"] as const;

/** One line a question, figures in per cent; a mark at the start tells spreadsheets that it is UTF-8. Figures under thirty answers are left out here too. */
export function csvOf(lines: readonly QuestionFigures[], { version, firstOnly, step }: Scope, { t }: Reader): string {
  const head = csvLine(COLUMNS.map((column) => t(`statistics.columns.${column}`)).concat(TIMES.map((column) => t(`analysis.${column}`)), t("statistics.columns.verdict"), ...(step > 1 ? [t("statistics.steps", { least: step })] : [])));
  return `\uFEFF${head}${lines.map((line) => csvLine([version === "all" ? t("statistics.all-versions") : Number(version), t(`statistics.kinds.${firstOnly ? "first" : "all"}`), ...cellsOf(line, t)])).join("")}`;
}

function cellsOf({ position, public_id, number, stem, kind, answers, guess, figures, verdicts, standing, ruling, pace }: QuestionFigures, t: Reader["t"]): (string | number | null)[] {
  const known = figures ? [100 * figures.facility, figures.sd === null ? null : 100 * figures.sd, 100 * guess, figures.intended, figures.effective, figures.discrimination, figures.efficiency] : Array.from({ length: 7 }, () => null);
  const said = standing === "hidden" ? t("statistics.standing.hidden") : [...verdicts.map((verdict) => t(`statistics.verdicts.${verdict}.name`)), ...(ruling === "key" || ruling === "credit" ? [t(`corrections.tag-${ruling}`)] : [])].join("; ");
  return [position, public_id, number, stem, t(`statistics.question-kinds.${kind.replace("_", "-")}`), answers, ...[...known, pace.median, pace.low, pace.high].map(rounded), figures ? pace.timed : null, said];
}

/** To four places; nothing where nothing is known. */
export function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(1e4 * value) / 1e4;
}
