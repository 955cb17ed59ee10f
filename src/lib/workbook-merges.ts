import { TableError, type Row } from "./delimited.ts";
import { childOf, childrenOf, type XmlElement } from "./xml.ts";

/** More cells than this are not filled. */
const MOST_FILLED = 200_000;

/** Cells that are merged downwards say the same in every row (ECMA-376, 18.3.1.55): people merge a topic or an explanation beside several questions. @throws TableError */
export function filledDown(rows: readonly Row[], sheet: XmlElement): Row[] {
  const merges = childrenOf(childOf(sheet, "mergeCells") ?? sheet, "mergeCell").flatMap(({ attributes }) => mergeOf(attributes.get("ref") ?? ""));
  if (merges.length === 0) return [...rows];
  const cells = new Map(rows.map((row) => [row.line, [...row.cells]]));
  const last = rows.at(-1)?.line ?? 0;
  let left = MOST_FILLED;
  for (const { column, from, to } of merges) {
    const said = cells.get(from)?.[column] ?? "";
    for (let line = from + 1; said !== "" && line <= Math.min(to, last); line++) {
      if (--left < 0) throw new TableError("cells", 0);
      const row = cells.get(line);
      if (row && !row[column]) fill(row, column, said);
    }
  }
  return rows.map(({ line }) => ({ line, cells: cells.get(line)! }));
}

function fill(cells: string[], column: number, said: string): void {
  while (cells.length < column) cells.push("");
  cells[column] = said;
}

/** The first column of "E2:F4" and its lines; nothing where it is merged sideways alone. */
function mergeOf(reference: string): { column: number; from: number; to: number }[] {
  const [, letters, from = "", to = ""] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(reference) ?? [];
  return letters !== undefined && Number(to) > Number(from) ? [{ column: columnNamed(letters), from: Number(from), to: Number(to) }] : [];
}

/** "C" -> 2 */
export function columnNamed(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
