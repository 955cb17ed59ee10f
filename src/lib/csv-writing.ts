import { isLikeFormula } from "./cells.ts";

/** One line of a CSV file (RFC 4180). Numbers stand as they are; a text that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => (typeof cell === "number" ? String(cell) : cellOf(cell ?? ""))).join(",")}\r\n`;
}

function cellOf(text: string): string {
  const safe = isLikeFormula(text.trimStart()) || isLikeFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
