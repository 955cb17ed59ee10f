import { forecastOf, subjectRows, trendOf, type CurvePoint, type MonthRow, type SubjectRow } from "../../domain/desk-knowledge.ts";
import type { Readiness } from "../../domain/desk-readiness.ts";
import type { DeskRules } from "../../domain/desk-rows.ts";
import { totalLine, type DeskTeam } from "../../domain/desk-scope.ts";
import type { Words } from "../../lib/messages.ts";
import { findTopicName } from "../../storage/vocabulary.ts";
import type { Reader } from "./pages.ts";
import { subjectInWords } from "./subject-words.ts";

const DRAWN = Array.from({ length: 27 }, (_, week) => 7 * week);
const TABLED = [0, 28, 56, 91, 182];

export interface NamedSubject extends SubjectRow { name: Words }
/** What people know, forget and are wrongly sure of. `team` is undefined for everything that the reader sees. */
export interface KnowledgePage {
  team: DeskTeam | undefined; rules: DeskRules; isFresh: boolean; name: Words; topics: NamedSubject[]; mechanisms: NamedSubject[]; levels: NamedSubject[]; all: SubjectRow | undefined; months: MonthRow[];
  forecast: { readiness: Readiness; points: CurvePoint[]; table: CurvePoint[] } | undefined;
}

export async function knowledgePage({ db, rules, scope, at, isFresh }: Reader, team: DeskTeam | undefined): Promise<KnowledgePage> {
  const line = totalLine(scope, team);
  const rows = await subjectRows(db, rules, line, at);
  const forecast = await forecastOf(db, rules, line, at, DRAWN);
  return {
    team, rules, isFresh, name: team?.name ?? line.name, topics: worstFirst(named(rows, "t:")), mechanisms: worstFirst(named(rows, "m:")), levels: named(rows, "l:"),
    all: rows.find(({ subject }) => subject === "all"), months: await trendOf(db, rules, line, at),
    forecast: forecast && { ...forecast, table: forecast.points.filter(({ day }) => TABLED.includes(day)) },
  };
}

/** What people are most often sure and wrong about, and then what they know least. */
function worstFirst(rows: readonly NamedSubject[]): NamedSubject[] {
  return rows.toSorted((one, other) => (other.sureAndWrong?.from ?? -1) - (one.sureAndWrong?.from ?? -1) || (one.right?.from ?? 101) - (other.right?.from ?? 101));
}

/** Rows of one kind, in the order of their English names, as they are called for whoever reads. */
function named(rows: readonly SubjectRow[], kind: string): NamedSubject[] {
  const inEnglish = ({ subject }: SubjectRow) => findTopicName(subject.slice(kind.length));
  const known = rows.filter(({ subject }) => subject.startsWith(kind));
  return known.sort((a, b) => inEnglish(a).localeCompare(inEnglish(b), "en")).map((row) => ({ ...row, name: subjectInWords(row.subject) }));
}
