import { shareTold, toldTogether, type Disclosure, type Told } from "../engine/statistics/disclosure.ts";
import type { Words } from "../lib/messages.ts";
import { byNode } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { listFigures, listHeadsOf, type FigureRow } from "../storage/told-figures.ts";
import type { Line } from "./desk-scope.ts";
import { DUTY_MEASURES, toldDuties } from "./told-duties.ts";
import { readinessOfLines, type Readiness } from "./desk-readiness.ts";

/** What the installation tells managers, and the share of facts under which a team should not fall. */
export interface DeskRules extends Disclosure { target: number }
/** Whole per cent, between which a share lies. */
export type Share = { from: number; to: number } | null;

/** One line of a table of the desk. Counts are of pairs of a person and a quiz; `later` are those that open on a day to come. `people` is null where there are too few to be shown. */
export interface DeskRow {
  name: Words; href: string | null; people: number | null; assigned: number; later: number; finished: Told; finishedShare: Share; overdue: Told;
  extra: number | null; scored: number; passed: Told; passedShare: Share; meanFirst: Share; readiness: Readiness | null;
}

/** Everything of these lines, of some quizzes or of every one that is given; the database is asked as often for one line as for many. */
export async function deskRows(db: Db, rules: DeskRules, lines: readonly Line[], quizIds: readonly number[], at: Date): Promise<DeskRow[]> {
  const nodes = lines.flatMap((line) => line.nodes);
  const exact = rules.mode === "named";
  const figures = byNode(await listFigures(db, exact, nodes, { measures: measuresOf(rules), subjects: quizIds.map(String) }, [], dayOf(at)));
  const heads = byNode(await listHeadsOf(db, exact, nodes));
  const readiness = await readinessOfLines(db, rules, lines, at);
  return lines.map((line, place) => rowOf(line, figures(line), headsIn(heads(line), rules), readiness[place]!, rules));
}

/** One line, quiz by quiz. */
export async function quizRows<Quiz extends { id: number; title: string; slug: string }>(db: Db, rules: DeskRules, line: Line, quizzes: readonly Quiz[], at: Date): Promise<DeskRow[]> {
  const exact = rules.mode === "named";
  const figures = await listFigures(db, exact, line.nodes, { measures: measuresOf(rules), subjects: quizzes.map(({ id }) => String(id)) }, ["subject"], dayOf(at));
  const people = headsIn(await listHeadsOf(db, exact, line.nodes), rules);
  return quizzes.filter(({ id }) => figures.some(({ subject, people: some }) => subject === String(id) && some > 0))
    .map((quiz) => rowOf({ ...line, name: quiz.title, href: `/desk/quizzes/${quiz.slug}` }, figures.filter(({ subject }) => subject === String(quiz.id)), people, null, rules));
}

function measuresOf({ mode }: DeskRules): string[] {
  return [...DUTY_MEASURES, "finished", "first", ...(mode === "named" ? ["extra"] : [])];
}

/** A group that fell under the least is not shown any more, although what was told of it before is known. */
const NOT_TOLD = { finishedShare: null, passedShare: null, meanFirst: null };

function rowOf({ name, href }: Line, figures: readonly FigureRow[], people: number | null, readiness: Readiness | null, rules: DeskRules): DeskRow {
  const sum = (measure: string) => toldTogether(figures.filter((row) => row.measure === measure));
  const [duties, passed, extra] = [toldDuties(figures), sum("finished"), sum("extra")];
  const told = { ...duties, finishedShare: shareTold(duties.finished, rules), passedShare: shareTold(passed, rules), meanFirst: shareTold(sum("first"), rules) };
  return { name, href, people, ...told, ...(people === null ? NOT_TOLD : {}), extra: rules.mode === "named" ? extra.people : null, scored: passed.people, passed, readiness: people === null ? null : readiness };
}

function headsIn(heads: readonly { people: number }[], { mode, least }: DeskRules): number | null {
  const people = heads.reduce((sum, row) => sum + row.people, 0);
  return mode !== "named" && people > 0 && people < least ? null : people;
}

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
