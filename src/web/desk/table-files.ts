import type { CurvePoint, MonthRow } from "../../domain/desk-knowledge.ts";
import type { DeskRow } from "../../domain/desk-rows.ts";
import type { DeskTeam } from "../../domain/desk-scope.ts";
import type { Reader as Words } from "../../lib/readers.ts";
import type { DutyFilter } from "../../storage/counted-duties.ts";
import type { NamedPerson } from "../../storage/desk.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import { percent, rowColumns, shareColumns, type Cell, type Column } from "./columns.ts";
import { knowledgePage, type KnowledgePage, type NamedSubject } from "./knowledge-page.ts";
import { overviewPage, quizPage, teamPage, type Reader } from "./pages.ts";
import { peopleLines } from "./people-lines.ts";

/** What a table is about; `search` and `show` narrow the people. */
export interface TableWish { team: DeskTeam | undefined; quiz: OpenQuiz | undefined; quizzes: OpenQuiz[]; search: string; show: DutyFilter }
/** The first line names the columns. `seen`: whose names are in it. */
export interface TableFile { lines: Cell[][]; seen: NamedPerson[] }
type Table = (reader: Reader, wish: TableWish, words: Words) => Promise<TableFile>;

export const TABLES: ReadonlyMap<string, Table> = new Map<string, Table>([
  ["teams", teams], ["quizzes", quizzes], ["people", peopleLines], ["forecast", forecast], ["months", months],
  ...(["topics", "mechanisms", "levels"] as const).map((kind): [string, Table] => [kind, subjects(kind)]),
]);

async function teams(reader: Reader, wish: TableWish, words: Words): Promise<TableFile> {
  const { total, parts } = await pageFor(reader, wish);
  return fileOf(rowColumns(words, reader.rules, words.t("desk.team"), true), total.people ? [...parts, ...(parts.length > 1 ? [total] : [])] : []);
}

async function quizzes(reader: Reader, { team, quiz, quizzes: all }: TableWish, words: Words): Promise<TableFile> {
  const page = team ? await teamPage(reader, team, all, quiz?.slug ?? "", NOBODY) : await overviewPage(reader, all);
  const rows: DeskRow[] = page.total.people ? [...page.byQuiz, ...(page.byQuiz.length > 1 ? [page.total] : [])] : [];
  return fileOf(rowColumns(words, reader.rules, words.t("desk.quiz"), false), rows);
}

const NOBODY = { search: "", show: "", page: 1 } as const;

function pageFor(reader: Reader, { team, quiz, quizzes: all }: TableWish) {
  if (team) return teamPage(reader, team, all, quiz?.slug ?? "", NOBODY);
  return quiz ? quizPage(reader, quiz, all) : overviewPage(reader, all);
}

function subjects(kind: "topics" | "mechanisms" | "levels"): Table {
  return async (reader, { team }, words) => {
    const { t } = words;
    const rows = (await knowledgePage(reader, team))[kind];
    const name: Column<NamedSubject> = { head: t(`desk.knowledge.${kind}-column`), cell: ({ name: said }) => words.inWords(said) };
    const share = (key: string, pick: (row: NamedSubject) => NamedSubject["right"], isAll = false) => shareColumns<NamedSubject>(words, reader.rules, t(`desk.knowledge.${key}`) + (isAll ? `, ${t("desk.knowledge.everybody")}` : ""), pick);
    const readiness: Column<NamedSubject>[] = kind === "topics" ? [{ head: percent(t("desk.readiness")), cell: (row) => row.readiness?.percent ?? null }] : [];
    return fileOf([name, ...share("right", (row) => row.right), ...share("right", (row) => row.everybody.right, true), ...share("sure", (row) => row.sureAndWrong), ...share("sure", (row) => row.everybody.sureAndWrong, true), ...readiness], rows);
  };
}

async function months(reader: Reader, { team }: TableWish, words: Words): Promise<TableFile> {
  const { t } = words;
  const share = (head: string, pick: (row: MonthRow) => MonthRow["right"]) => shareColumns<MonthRow>(words, reader.rules, head, pick);
  return fileOf([
    { head: t("desk.knowledge.month"), cell: ({ month }) => month }, ...share(t("desk.knowledge.right"), ({ right }) => right),
    ...share(`${t("desk.knowledge.right")}, ${t("desk.knowledge.everybody")}`, ({ everybody }) => everybody), ...share(t("desk.knowledge.sure"), ({ sureAndWrong }) => sureAndWrong),
  ], (await knowledgePage(reader, team)).months);
}

async function forecast(reader: Reader, { team }: TableWish, { t }: Words): Promise<TableFile> {
  const page: KnowledgePage = await knowledgePage(reader, team);
  const columns: Column<CurvePoint>[] = [{ head: t("desk.knowledge.day"), cell: ({ at }) => at.toISOString().slice(0, 10) }, { head: percent(t("desk.knowledge.here")), cell: ({ percent: share }) => share }, { head: percent(t("desk.knowledge.everybody")), cell: ({ everybody }) => everybody }];
  return fileOf(columns, page.forecast?.table ?? []);
}

function fileOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): TableFile {
  return { lines: [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))], seen: [] };
}
