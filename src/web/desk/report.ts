import type { DeskTeam } from "../../domain/desk-scope.ts";
import type { Reader as Words } from "../../lib/readers.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Reader } from "./pages.ts";
import type { Report, ReportTable } from "./report-document.ts";
import { TABLES } from "./table-files.ts";

const PARTS = [["teams", "desk.by-team"], ["quizzes", "desk.by-quiz"], ["forecast", "desk.knowledge.forecast"], ["months", "desk.knowledge.trend"], ["topics", "desk.knowledge.topics"], ["mechanisms", "desk.knowledge.mechanisms"], ["levels", "desk.knowledge.levels"]] as const;

/** Every table of groups in one document; people stand in none of them. */
export async function reportOf(reader: Reader, team: DeskTeam | undefined, quizzes: OpenQuiz[], words: Words, author: string): Promise<Report> {
  const { t, inWords } = words;
  const { rules, at } = reader;
  const tables: ReportTable[] = [];
  for (const [name, title] of PARTS) {
    const { lines } = await TABLES.get(name)!(reader, { team, quiz: undefined, quizzes, search: "" }, words);
    if (lines.length > 1) tables.push({ title: t(title), lines });
  }
  const notes = [t("desk.report.made", { on: { moment: at.toISOString() } }), ...(rules.mode === "named" ? [] : [t("desk.lede-aggregate", { least: rules.least })]), ...(tables.length === 0 ? [t("desk.report.nothing")] : [])];
  return { title: team ? inWords(team.name) : t("desk.heading"), subject: t("desk.title"), author, notes, tables, made: at };
}
