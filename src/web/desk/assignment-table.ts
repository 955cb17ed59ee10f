import type { Reader } from "../../lib/readers.ts";
import type { AssignmentLine } from "./assignment-pages.ts";
import type { OrderedAssignment } from "./assignment-order.ts";
import type { Cell, Column } from "./columns.ts";

type Row = AssignmentLine & Pick<OrderedAssignment, "urgency">;

/** The list of assignments as a file; how far people are only where the page says so. */
export function assignmentTable({ t, inWords }: Reader, rows: readonly Row[], isTold: boolean): Cell[][] {
  const named = (isOut: 0 | 1) => ({ parts }: Row) => parts.filter(({ is_exclusion }) => is_exclusion === isOut).map(({ kind, name }) => (kind === "everyone" ? t("assigning.everybody") : name)).join("; ");
  const counted = (["clear", "todo", "overdue", "exempt"] as const).map((key): Column<Row> => ({ head: t(`assignments.${key === "clear" ? "done" : key}`), cell: ({ progress }) => progress?.[key] ?? null }));
  const columns: Column<Row>[] = [
    { head: t("assignments.one"), cell: ({ name }) => inWords(name) }, { head: t("assignment-lists.state"), cell: ({ urgency }) => t(`assignment-lists.states.${urgency}`) },
    { head: t("assignments.who"), cell: named(0) }, { head: t("assignment-lists.left-out"), cell: named(1) }, { head: t("assignments.due"), cell: ({ due }) => due }, { head: t("assignments.required"), cell: ({ assignment }) => t(assignment.required ? "assignments.yes" : "assignments.no") },
    { head: t("assignments.people-count"), cell: ({ people }) => people }, ...(isTold ? counted : []),
  ];
  return [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
}
