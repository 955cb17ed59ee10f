import type { QuestionFigures } from "../../domain/question-figures.ts";

/** Columns by which the table can be sorted, each with what it goes by; the gravest verdict comes first. */
const SORTS: Record<string, (line: QuestionFigures) => number | null> = {
  place: ({ position }) => position, answers: ({ answers }) => answers, facility: ({ figures }) => figures && figures.facility,
  discrimination: ({ figures }) => figures && figures.discrimination, efficiency: ({ figures }) => figures && figures.efficiency, time: ({ pace }) => pace.median,
};
export const SORTABLE = Object.keys(SORTS);

/** Sorted by `facility` or, the other way round, `-facility`; what has no figure comes last. Anything else leaves the order of the quiz. */
export function sortedLines(lines: readonly QuestionFigures[], sort: string): QuestionFigures[] {
  const by = Object.hasOwn(SORTS, sort.replace(/^-/, "")) ? SORTS[sort.replace(/^-/, "")]! : SORTS["place"]!;
  const way = sort.startsWith("-") ? -1 : 1;
  return [...lines].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    return a === null || b === null ? Number(a === null) - Number(b === null) : way * (a - b);
  });
}
