import type { DeskTeam } from "../../domain/desk-scope.ts";
import type { Reader as Words } from "../../lib/readers.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import { knowledgePage } from "./knowledge-page.ts";
import type { Reader } from "./pages.ts";
import type { ReportCurve } from "./report-curve.ts";
import type { Report, ReportTable } from "./report-document.ts";
import { TABLES } from "./table-files.ts";

const PARTS = [["teams", "desk.by-team"], ["quizzes", "desk.by-quiz"], ["forecast", "desk.knowledge.forecast"], ["months", "desk.knowledge.trend"], ["topics", "desk.knowledge.topics"], ["mechanisms", "desk.knowledge.mechanisms"], ["levels", "desk.knowledge.levels"]] as const;

/** Every table of groups in one document; people stand in none of them. */
export async function reportOf(reader: Reader, team: DeskTeam | undefined, quizzes: OpenQuiz[], words: Words, author: string): Promise<Report> {
  const { t, inWords } = words;
  const { rules, at } = reader;
  const tables: ReportTable[] = [];
  for (const [name, title] of PARTS) {
    const { lines } = await TABLES.get(name)!(reader, { team, quiz: undefined, quizzes, search: "", show: "" as const }, words);
    if (lines.length > 1) tables.push({ title: t(title), lines, curve: name === "forecast" ? await curveOf(reader, team, words) : undefined });
  }
  const notes = [t("desk.report.made", { on: { moment: at.toISOString() } }), ...(rules.mode === "named" ? [] : [t("desk.lede-aggregate", { least: rules.least })]), ...(tables.length === 0 ? [t("desk.report.nothing")] : [])];
  return { title: team ? inWords(team.name) : t("desk.heading"), subject: t("desk.title"), author, notes, tables, made: at };
}

async function curveOf(reader: Reader, team: DeskTeam | undefined, { t, formats }: Words): Promise<ReportCurve | undefined> {
  const { forecast } = await knowledgePage(reader, team);
  if (!forecast) return undefined;
  const { points } = forecast;
  const [now, then] = [points[0]!, points.at(-1)!];
  const target = Math.round(100 * reader.rules.target);
  return {
    points, target, percent: (share) => formats.percent(share), alt: t("desk.knowledge.curve", { now: { percent: now.percent }, then: { percent: then.percent } }),
    words: { here: t("desk.knowledge.here"), everybody: t("desk.knowledge.everybody"), target: t("desk.knowledge.target", { target: { percent: target } }) },
    ticks: [{ day: 0, word: t("recall.today") }, { day: 91, word: t("desk.knowledge.months", { count: 3 }) }, { day: then.day, word: t("desk.knowledge.months", { count: 6 }) }],
  };
}
