import { childOf, childrenOf, textOf, type XmlElement } from "./xml.ts";

/** How the number in a cell is shown. */
export type CellStyle = "plain" | "date" | "time" | { percentDigits: number };

interface Book { strings: readonly string[]; styles: readonly CellStyle[]; is1904: boolean }

/** What a reader sees in a cell (ECMA-376 part 1, 18.3.1.4), its number without more digits than a spreadsheet has. */
export function textOfCell(cell: XmlElement, { strings, styles, is1904 }: Book): string {
  const value = textOf(childOf(cell, "v"));
  switch (cell.attributes.get("t") ?? "n") {
    case "s": return strings[Number(value)] ?? "";
    case "inlineStr": return richText(childOf(cell, "is"));
    case "b": return value === "1" ? "TRUE" : "FALSE";
    case "n": return numberAsShown(value, styles[Number(cell.attributes.get("s") ?? 0)] ?? "plain", is1904);
    default: return unescaped(value);
  }
}

/** Plain and rich text; how it is pronounced is left out. */
export function richText(holder: XmlElement | undefined): string {
  const runs = holder ? childrenOf(holder).filter(({ name }) => name === "t" || name === "r") : [];
  return unescaped(runs.map((run) => (run.name === "t" ? textOf(run) : textOf(childOf(run, "t")))).join(""));
}

/** Signs that XML cannot hold are written as _x000D_ (22.9.2.19). */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The same the other way, for texts that XML would change or refuse. */
export function escapedForWorkbook(text: string): string {
  const inHex = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, inHex).replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, inHex); // oxlint-disable-line no-control-regex -- those are what is looked for
}

const DATES = new Set([14, 15, 16, 17, 22]);
const TIMES = new Set([18, 19, 20, 21, 45, 46, 47]);

/** The style of every cell format, in their order (18.8.10, 18.8.30). */
export function stylesOf(sheet: XmlElement | undefined): CellStyle[] {
  const codes = new Map(listIn(sheet, "numFmts", "numFmt").map(({ attributes }) => [Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? ""]));
  return listIn(sheet, "cellXfs", "xf").map(({ attributes }) => styleOf(Number(attributes.get("numFmtId") ?? 0), codes));
}

function styleOf(id: number, codes: ReadonlyMap<number, string>): CellStyle {
  if (DATES.has(id)) return "date";
  if (TIMES.has(id)) return "time";
  if (id === 9 || id === 10) return { percentDigits: id === 9 ? 0 : 2 };
  const signs = (codes.get(id) ?? "").slice(0, 200).replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "").toLowerCase();
  if (/[yd]/.test(signs)) return "date";
  if (/[hs]/.test(signs)) return "time";
  return signs.includes("%") ? { percentDigits: /\.(0*)/.exec(signs)?.[1]?.length ?? 0 } : "plain";
}

function listIn(sheet: XmlElement | undefined, list: string, name: string): XmlElement[] {
  const found = sheet && childOf(sheet, list);
  return found ? childrenOf(found, name) : [];
}

const DAY = 86_400_000;
/** Day 0 of the two calendars of spreadsheets. The first one believes that 1900 was a leap year, so days before March 1900 are one off; nobody asks for those. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

function numberAsShown(value: string, style: CellStyle, is1904: boolean): string {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) return value;
  if (typeof style === "object") return `${plain(Number((number * 100).toFixed(style.percentDigits)))}%`;
  const isDay = style !== "plain" && number >= 0 && number < 2_958_466;
  if (!isDay) return plain(number);
  const iso = new Date(EPOCHS[is1904 ? 1904 : 1900] + Math.round(number * DAY)).toISOString();
  if (style === "time" && number < 1) return iso.slice(11, 16);
  return number % 1 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function plain(number: number): string {
  return String(Number(number.toPrecision(15)));
}
