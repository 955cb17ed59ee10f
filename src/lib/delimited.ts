import type * as Csv from "csv-parse/sync";
import { harmlessCell, restoredCell } from "./cells.ts";
import { onDemand } from "./on-demand.ts";

const csv = onDemand<typeof Csv>("csv-parse/sync");

/** A row of a table as its file has it, where it begins, from 1. */
export interface Row { line: number; cells: readonly string[] }

/** How much of a table is read. */
export interface TableLimits { rows: number; columns: number; characters: number }
export const TABLE_LIMITS: TableLimits = { rows: 20_000, columns: 100, characters: 10_000 };

/** Why a table was not read. `reason` is one of a few words, for whoever puts it into a sentence. */
export class TableError extends Error {
  readonly reason: "quote" | "rows" | "columns" | "cell" | "cells" | "broken";
  readonly line: number;
  constructor(reason: TableError["reason"], line: number) {
    super(`The table cannot be read: ${reason}, line ${line}.`);
    this.reason = reason;
    this.line = line;
  }
}

const DELIMITERS = [",", ";", "\t"] as const;

/**
 * Reads comma-separated values (RFC 4180), with a semicolon or a tab for the comma where the first line says so. Rows with nothing in them are left out;
 * cells that were made harmless are as they were. @throws TableError
 */
export function readDelimited(text: string, limits = TABLE_LIMITS): Row[] {
  const { delimiter, body, skipped } = delimiterOf(text.replace(/^\ufeff/, ""));
  const rows: Row[] = [];
  const { keep, line } = rowKeeper(1 + skipped, limits, rows);
  try {
    csv().parse(body, { ...parserOptions(delimiter, limits), on_record: keep });
  } catch (error) {
    throw tableErrorOf(error, line());
  }
  return rows;
}

/** How csv-parse is to read. */
export function parserOptions(delimiter: string, limits: TableLimits) {
  return { delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, relax_quotes: true, max_record_size: limits.columns * limits.characters, skip_empty_lines: false };
}

/** Takes records as they come and keeps those that say something, with the line on which each begins. @throws TableError */
export function rowKeeper(first: number, limits: TableLimits, rows: Row[]): { keep: (cells: string[]) => null; line: () => number } {
  let [begin, kept] = [first, 0];
  const keep = (cells: string[]): null => {
    const row = { line: begin, cells: cells.map(restoredCell) };
    begin += 1 + cells.reduce((breaks, cell) => breaks + cell.split(/\r\n|\r|\n/).length - 1, 0);
    checkRow(row, limits);
    if (!cells.some((cell) => cell.trim() !== "")) return null;
    rows.push(row);
    if (++kept > limits.rows) throw new TableError("rows", row.line);
    return null;
  };
  return { keep, line: () => begin };
}

/** An error of the parser in our words; others as they are. */
export function tableErrorOf(error: unknown, line: number): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== "string" || !code.startsWith("CSV_")) return error;
  return new TableError(code === "CSV_QUOTE_NOT_CLOSED" ? "quote" : code === "CSV_MAX_RECORD_SIZE" ? "cell" : "broken", line);
}

/** @throws TableError for a row with more than is read */
export function checkRow({ line, cells }: Row, limits: TableLimits): void {
  if (cells.length > limits.columns && cells.slice(limits.columns).some((cell) => cell !== "")) throw new TableError("columns", line);
  if (cells.some((cell) => cell.length > limits.characters)) throw new TableError("cell", line);
}

/** Excel may put "sep=;" in front; else the sign that stands most often outside quotation marks in the first line that says something. */
export function delimiterOf(text: string): { delimiter: string; body: string; skipped: number } {
  const told = /^"?sep=([,;\t])"?(?:\r\n|\r|\n)/i.exec(text);
  if (told) return { delimiter: told[1]!, body: text.slice(told[0].length), skipped: 1 };
  const first = /^[^\r\n]*[^\s,;"][^\r\n]*/m.exec(text.slice(0, 20_000))?.[0] ?? "";
  const bare = first.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((sign) => bare.split(sign).length);
  return { delimiter: DELIMITERS[counts.indexOf(Math.max(...counts))]!, body: text, skipped: 0 };
}

/** Writes comma-separated values that no spreadsheet runs as formulas, with the mark that tells Excel that they are UTF-8. */
export function writeDelimited(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}

function cellOf(text: string): string {
  const harmless = harmlessCell(text);
  return /[",;\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
