import { recallOver } from "../engine/learning/memory-bins.ts";
import { shareTold, toldTogether } from "../engine/statistics/disclosure.ts";
import { DAY, later } from "../lib/clock.ts";
import { groupBy } from "../lib/groups.ts";
import type { Db } from "../storage/tables.ts";
import { listFigures, listMemoriesOf, type FigureRow } from "../storage/told-figures.ts";
import { binsOf, readinessOf, type Readiness } from "./desk-readiness.ts";
import { dayOf, type DeskRules, type Share } from "./desk-rows.ts";
import type { Line } from "./desk-scope.ts";

/** How far back answers are looked at, in months, this one included. */
const MONTHS = 12;
const ORGANISATION: Line = { name: "", nodes: [{ team_id: 0, own: 0 }], href: null };

/** One subject: `all`, `t:` a topic, `l:` a level, `m:` the mechanism questions of a topic. Shares are means over people, of the line itself and of the whole organisation. */
export interface SubjectRow { subject: string; people: number; right: Share; sureAndWrong: Share; readiness: Readiness | null; everybody: { right: Share; sureAndWrong: Share } }
export interface MonthRow { month: string; people: number; right: Share; sureAndWrong: Share; everybody: Share }
export interface CurvePoint { day: number; at: Date; percent: number; everybody: number | null }

/** What people of a line know, by topic, level and mechanism, over the last year; subjects without any figure are left out. */
export async function subjectRows(db: Db, rules: DeskRules, line: Line, at: Date): Promise<SubjectRow[]> {
  const [own, all] = [await subjectsOf(db, rules, line, at), await subjectsOf(db, rules, ORGANISATION, at)];
  const memories = groupBy(await listMemoriesOf(db, rules.mode === "named", line.nodes), ({ topic }) => topic);
  return [...own].map(([subject, figures]) => ({
    subject, ...sharesOf(figures, rules), everybody: sharesOf(all.get(subject) ?? [], rules),
    readiness: subject.startsWith("t:") ? readinessOf(memories.get(subject.slice(2)) ?? [], rules, at) : null,
  })).filter(({ right }) => right !== null);
}

/** Where people are most often sure and wrong, topics or, where they are known, mechanisms; nothing where no share is surely above none. */
export async function surestWrong(db: Db, rules: DeskRules, line: Line, at: Date): Promise<{ subject: string; share: NonNullable<Share> } | undefined> {
  const rows = [...(await subjectsOf(db, rules, line, at, ["sure"]))].map(([subject, figures]) => ({ subject, share: sharesOf(figures, rules).sureAndWrong }));
  const wrong = rows.filter(({ share }) => share !== null && share.from > 0).sort((a, b) => b.share!.from - a.share!.from || (a.subject < b.subject ? -1 : 1));
  const worst = wrong.find(({ subject }) => subject.startsWith("m:")) ?? wrong.find(({ subject }) => subject.startsWith("t:"));
  return worst && { subject: worst.subject, share: worst.share! };
}

/** Month by month, what was answered then. */
export async function trendOf(db: Db, rules: DeskRules, line: Line, at: Date): Promise<MonthRow[]> {
  const wish = { measures: ["right", "sure"], subjects: ["all"], since: monthsBefore(at) };
  const read = async ({ nodes }: Line) => groupBy(await listFigures(db, rules.mode === "named", nodes, wish, ["period"], dayOf(at)), ({ period }) => period);
  const [own, all] = [await read(line), await read(ORGANISATION)];
  return [...own].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, figures]) => ({ month, ...sharesOf(figures, rules), everybody: sharesOf(all.get(month) ?? [], rules).right }));
}

/** What is expected to be recalled on these days from now on, if nobody is asked anything; nothing where too few have learned something. */
export async function forecastOf(db: Db, rules: DeskRules, line: Line, at: Date, days: readonly number[]): Promise<{ readiness: Readiness; points: CurvePoint[] } | undefined> {
  const read = async ({ nodes }: Line) => listMemoriesOf(db, rules.mode === "named", nodes, "");
  const [own, all] = [await read(line), await read(ORGANISATION)];
  const [readiness, bins, everybody] = [readinessOf(own, rules, at), binsOf(own), readinessOf(all, rules, at) && binsOf(all)];
  if (!readiness) return undefined;
  const [here, there] = [recallOver(bins)!, everybody && recallOver(everybody)];
  const points = days.map((day) => { const then = later(at, day * DAY); return { day, at: then, percent: Math.round(100 * here(then)), everybody: there ? Math.round(100 * there(then)) : null }; });
  return { readiness, points };
}

async function subjectsOf(db: Db, rules: DeskRules, { nodes }: Line, at: Date, measures = ["right", "sure"]): Promise<Map<string, FigureRow[]>> {
  return groupBy(await listFigures(db, rules.mode === "named", nodes, { measures, since: monthsBefore(at) }, ["subject"], dayOf(at)), ({ subject }) => subject);
}

function sharesOf(figures: readonly FigureRow[], rules: DeskRules): { people: number; right: Share; sureAndWrong: Share } {
  const sum = (measure: string) => toldTogether(figures.filter((row) => row.measure === measure));
  return { people: sum("right").people, right: shareTold(sum("right"), rules), sureAndWrong: shareTold(sum("sure"), rules) };
}

function monthsBefore(at: Date): string {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - MONTHS + 1, 1)).toISOString().slice(0, 7);
}
