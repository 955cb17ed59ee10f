import type { Reader } from "../../lib/readers.ts";
import { artifact, bytesOf, drawRuns, measureOn, openDocument, printedIn } from "../print-document.ts";
import { setText } from "../print-lines.ts";
import type { Cell } from "./columns.ts";
import { CURVE_HEIGHT, drawCurve, type ReportCurve } from "./report-curve.ts";

/** The first line of a table names its columns. */
export interface ReportTable { title: string; lines: Cell[][]; curve?: ReportCurve | undefined }
export interface Report { title: string; subject: string; author: string; notes: string[]; tables: ReportTable[]; made: Date }

const PAGE = { left: 48, top: 48, width: 746, bottom: 547 };
const [INK, SOFT, RULE] = ["#1a1e23", "#474e56", "#83857f"];
type Doc = PDFKit.PDFDocument;
interface Sheet { doc: Doc; y: number; formats: Reader["formats"] }

/** Tables on pages of A4, as they stand on the desk. */
export async function reportDocument({ title, subject, author, notes, tables, made }: Report, reader: Pick<Reader, "language" | "direction" | "formats">): Promise<Buffer> {
  const doc = await openDocument({ title, author, subject, made }, printedIn(reader), "landscape");
  const sheet: Sheet = { doc, y: PAGE.top, formats: reader.formats };
  write(sheet, "P", author, 9, SOFT);
  write(sheet, "H1", title, 22, INK);
  for (const note of notes) write(sheet, "P", note, 10, SOFT);
  for (const table of tables) writeTable(sheet, table);
  return bytesOf(doc);
}

function write(sheet: Sheet, tag: "P" | "H1" | "H2", text: string, size: number, color: string): void {
  const { doc } = sheet;
  const { lines } = setText(text, [size], PAGE.width, 3, measureOn(doc));
  doc.addStructure(doc.struct(tag, { actual: text }, () => lines.forEach((runs, place) => drawRuns(doc.fillColor(color), runs, size, PAGE.left, sheet.y + place * size * 1.3))));
  sheet.y += lines.length * size * 1.3 + 4;
}

function writeTable(sheet: Sheet, { title, lines: [head, ...rows], curve }: ReportTable): void {
  if (sheet.y > PAGE.bottom - 110 - (curve ? CURVE_HEIGHT : 0)) turn(sheet);
  sheet.y += 18;
  write(sheet, "H2", title, 14, INK);
  if (curve) {
    drawCurve(sheet.doc, curve, PAGE.left, sheet.y, PAGE.width);
    sheet.y += CURVE_HEIGHT + 8;
  }
  const table = sheet.doc.struct("Table");
  sheet.doc.addStructure(table);
  for (const [place, cells] of [head!, ...rows].entries()) writeRow(sheet, table, cells, place === 0);
  table.end();
}

/** The first cell has a third of the line at most; the others share the rest. */
function writeRow(sheet: Sheet, table: PDFKit.PDFStructureElement, cells: readonly Cell[], isHead: boolean): void {
  const { doc, formats } = sheet;
  const size = isHead ? 7.5 : 9;
  const first = cells.length > 3 ? 170 : PAGE.width / 3;
  const width = (PAGE.width - first) / Math.max(1, cells.length - 1);
  const set = cells.map((cell, place) => { const text = cell === null ? "–" : typeof cell === "number" ? formats.number(cell) : cell; return { text, ...setText(text, [size], (place === 0 ? first : width) - 8, 4, measureOn(doc)) }; });
  const height = Math.max(...set.map(({ lines }) => lines.length)) * size * 1.25 + 6;
  if (sheet.y + height > PAGE.bottom) turn(sheet);
  const y = sheet.y;
  table.add(doc.struct("TR", {}, set.map(({ text, lines }, place) => doc.struct(isHead || place === 0 ? "TH" : "TD", { actual: text }, () => {
    for (const [line, runs] of lines.entries()) drawRuns(doc.fillColor(isHead ? SOFT : INK), runs, size, PAGE.left + (place === 0 ? 0 : first + (place - 1) * width), y + line * size * 1.25);
  }))));
  sheet.y += height;
  artifact(doc, () => doc.moveTo(PAGE.left, sheet.y - 4).lineTo(PAGE.left + PAGE.width, sheet.y - 4).lineWidth(isHead ? 0.8 : 0.3).strokeColor(isHead ? INK : RULE).stroke());
}

function turn(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.y = PAGE.top;
}
