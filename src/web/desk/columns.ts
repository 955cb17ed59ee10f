import type { DeskRow, DeskRules, Share } from "../../domain/desk-rows.ts";
import type { Told } from "../../engine/statistics/disclosure.ts";
import type { Reader } from "../../lib/readers.ts";

export type Cell = string | number | null;
/** One column of a table in a file. */
export interface Column<Row> { head: string; cell: (row: Row) => Cell }
type Words = Pick<Reader, "t" | "inWords">;

/** What the tables of teams and quizzes say, as numbers. Where names are kept back a figure has two columns, between which it lies. What came last to the tables is the last column, so that programs which count columns go on. */
export function rowColumns(words: Words, rules: DeskRules, label: string, withPeople: boolean): Column<DeskRow>[] {
  const { t, inWords } = words;
  const isNamed = rules.mode === "named";
  const counted = (key: string, told: (row: DeskRow) => Told) => rangeColumns<DeskRow>(words, t(key), isNamed, (row) => (row.people === null ? null : { from: told(row).low, to: told(row).high }));
  const knowing: Column<DeskRow>[] = [
    { head: percent(t("desk.readiness")), cell: ({ readiness }) => readiness?.percent ?? null },
    { head: t("desk.falls-under", { target: { percent: Math.round(100 * rules.target) } }), cell: ({ readiness }) => (!readiness ? null : readiness.isUnder ? t("desk.under-already") : readiness.under?.toISOString().slice(0, 10) ?? t("desk.under-never")) },
  ];
  return [
    { head: label, cell: ({ name }) => inWords(name) },
    ...(withPeople ? [{ head: t("desk.people"), cell: ({ people }: DeskRow) => people ?? t("desk.under", { least: rules.least }) }] : []),
    { head: t("desk.assigned"), cell: ({ people, assigned }) => (people === null ? null : assigned) },
    ...counted("desk.finished", ({ finished }) => finished), ...counted("desk.overdue", ({ overdue }) => overdue),
    ...(isNamed ? [{ head: t("desk.extra"), cell: ({ extra }: DeskRow) => extra }, { head: t("desk.passed"), cell: ({ passed }: DeskRow) => passed.low }] : []),
    ...shareColumns<DeskRow>(words, rules, t("desk.passed-of"), ({ passedShare }) => passedShare), ...shareColumns<DeskRow>(words, rules, t("desk.mean"), ({ meanFirst }) => meanFirst), ...(withPeople ? knowing : []),
    { head: t("desk.later"), cell: ({ people, later }) => (people === null ? null : later) },
  ];
}

/** Whole per cent. */
export function shareColumns<Row>(words: Words, { mode }: DeskRules, head: string, pick: (row: Row) => Share): Column<Row>[] {
  return rangeColumns(words, percent(head), mode === "named", pick);
}

export function percent(head: string): string {
  return `${head} (%)`;
}

function rangeColumns<Row>({ t }: Words, head: string, isExact: boolean, pick: (row: Row) => Share): Column<Row>[] {
  if (isExact) return [{ head, cell: (row) => pick(row)?.from ?? null }];
  return [{ head: t("desk.at-least", { what: head }), cell: (row) => pick(row)?.from ?? null }, { head: t("desk.at-most", { what: head }), cell: (row) => pick(row)?.to ?? null }];
}
