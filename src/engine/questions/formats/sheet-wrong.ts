import { MOST_LINES } from "../texts.ts";
import type { Cells } from "./sheet-answers.ts";
import type { Column } from "./sheet-columns.ts";
import { listIn } from "./sheet-lists.ts";
import { kindCalled } from "./sheet-words.ts";

const CHOSEN = new Set<string | undefined>(["single", "multiple", "true_false"]);

/** The columns of wrong options in which this row has something. */
export function wrongIn(cells: Cells): Column[] {
  return Array.from({ length: MOST_LINES }, (_, index): Column => `wrong-${index + 1}`).filter((column) => cells.at(column) !== "");
}

/** Whether what is right stands in one column and what is wrong in others, so that no letter says which option is right. */
export function isRightAndWrong(cells: Cells): boolean {
  const hasOptions = Array.from({ length: MOST_LINES }, (_, index) => cells.at(`option-${index + 1}`)).some(Boolean);
  return !hasOptions && (cells.at("kind") === "" || CHOSEN.has(kindCalled(cells.at("kind")))) && wrongIn(cells).length > 0;
}

/** Such a row as one that has options and says by number which are right. Several stand in one cell as other lists do: what is right where the kind allows it, what is wrong where one column has it all. */
export function withOptions(cells: Cells): Cells {
  const [kind, wrong] = [kindCalled(cells.at("kind")), wrongIn(cells)];
  const right = kind === "multiple" ? listIn(cells.at("key")) : [cells.at("key")];
  const lines = [
    ...right.map((text) => ({ text, column: "key" as Column })),
    ...wrong.flatMap((column) => (wrong.length === 1 ? listIn(cells.at(column)) : [cells.at(column)]).map((text) => ({ text, column }))),
  ];
  const lineAt = (column: Column) => lines[Number(/^option-(\d+)$/.exec(column)?.[1] ?? 0) - 1];
  return {
    ...cells, header: (column) => cells.header(lineAt(column)?.column ?? column),
    at: (column) => (column === "key" ? right.map((_, index) => index + 1).join() : column === "kind" && !kind ? "single" : lineAt(column)?.text ?? cells.at(column)),
  };
}
