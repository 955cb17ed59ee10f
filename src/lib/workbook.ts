import { readArchive, type ArchiveLimits } from "./archive.ts";
import { restoredCell } from "./cells.ts";
import { checkRow, TABLE_LIMITS, TableError, type Row } from "./delimited.ts";
import { richText, stylesOf, textOfCell, type CellStyle } from "./workbook-cells.ts";
import { columnNamed, filledDown } from "./workbook-merges.ts";
import { partsOf, targetsOf, type Each } from "./workbook-parts.ts";
import { childOf, childrenOf, type XmlElement } from "./xml.ts";

/** A sheet of a workbook; rows with nothing in them are left out. */
export interface Sheet { name: string; rows: Row[] }

/** A workbook of questions is small: a row of thirty cells takes a few kilobytes. */
const ARCHIVE: ArchiveLimits = { entries: 1_000, fileBytes: 30_000_000, bytes: 60_000_000, ratio: 200 };
/** Elements in all parts together: enough for 5,000 questions with thirty cells each, and read in two seconds. */
const MOST_ELEMENTS = 400_000;
const MOST_SHEETS = 20;

/**
 * Reads the sheets of an Excel workbook (ECMA-376, SpreadsheetML), in their order, hidden ones left out. A cell is what its reader sees in it: text, a number, a date as
 * 2026-01-31, what a formula last came to. Nothing is worked out or opened.
 * @throws ArchiveError, XmlError or TableError
 */
export async function readWorkbook(bytes: Uint8Array, limits = TABLE_LIMITS): Promise<Sheet[]> {
  const part = partsOf(await readArchive(bytes, ARCHIVE), MOST_ELEMENTS);
  const path = targetsOf(part, "").ofType("officeDocument") ?? "xl/workbook.xml";
  const workbook = part(path);
  if (!workbook) throw new TableError("broken", 0);
  const targets = targetsOf(part, path);
  const strings = stringsIn((each) => part(targets.ofType("sharedStrings") ?? "xl/sharedStrings.xml", each));
  const styles = stylesOf(part(targets.ofType("styles") ?? "xl/styles.xml"));
  const is1904 = /^(?:1|true)$/.test(childOf(workbook, "workbookPr")?.attributes.get("date1904") ?? "");
  const sheets = childrenOf(childOf(workbook, "sheets") ?? workbook, "sheet").filter(({ attributes }) => (attributes.get("state") ?? "visible") === "visible");
  if (sheets.length > MOST_SHEETS) throw new TableError("cells", 0);
  return sheets.flatMap(({ attributes }) => {
    const rows = rowsIn((each) => part(targets.byId.get(attributes.get("id") ?? "") ?? "", each), { strings, styles, is1904 }, limits);
    return rows ? [{ name: attributes.get("name") ?? "", rows }] : [];
  });
}

interface Book { strings: readonly string[]; styles: readonly CellStyle[]; is1904: boolean }

type Reading = (each: Each) => XmlElement | undefined;

function rowsIn(read: Reading, book: Book, limits: typeof TABLE_LIMITS): Row[] | undefined {
  const rows: Row[] = [];
  let line = 0;
  const take = (row: XmlElement) => {
    line = Number(row.attributes.get("r") ?? line + 1);
    if (!Number.isSafeInteger(line)) throw new TableError("broken", 0);
    const cells = cellsOf(row, book, line, limits);
    checkRow({ line, cells }, limits);
    if (cells.some((cell) => cell.trim() !== "") && rows.push({ line, cells }) > limits.rows) throw new TableError("rows", line);
  };
  const sheet = read(new Map([["row", take]]));
  return sheet && filledDown(rows, sheet);
}

/** The texts that cells share. */
function stringsIn(read: Reading): string[] {
  const strings: string[] = [];
  read(new Map([["si", (item) => { strings.push(richText(item)); }]]));
  return strings;
}

function cellsOf(row: XmlElement, book: Book, line: number, limits: typeof TABLE_LIMITS): string[] {
  const cells: string[] = [];
  for (const cell of childrenOf(row, "c")) {
    const column = columnOf(cell.attributes.get("r")) ?? cells.length;
    const text = restoredCell(textOfCell(cell, book));
    if (text !== "" && column >= limits.columns) throw new TableError("columns", line);
    while (column < limits.columns && cells.length < column) cells.push("");
    if (column < limits.columns) cells[column] = text;
  }
  return cells;
}

/** "C7" -> 2 */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? "")?.[1];
  return letters === undefined ? undefined : columnNamed(letters);
}
