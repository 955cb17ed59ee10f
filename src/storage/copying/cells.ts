/** What a column holds. `big` is a whole number beyond 32 bits, `bytes` are bytes; times and JSON are text. */
export type Kind = "integer" | "big" | "text" | "real" | "bytes";
/** A value as the drivers of both databases take it. */
export type Cell = string | number | Buffer | null;

/** A cell that its column cannot hold by its kind: nothing that the program writes. */
export class OddCell extends Error { override name = "OddCell"; }

/**
 * A value as JSON, the same text whichever database it came from: whole numbers beyond 2^53 and numbers that are none as strings, bytes in hexadecimal.
 * @throws OddCell where a SQLite column holds what its kind does not allow.
 */
export function writeCell(kind: Kind, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (kind === "text" && typeof value === "string") return JSON.stringify(value);
  if (kind === "integer" && Number.isSafeInteger(value)) return JSON.stringify(value);
  if (kind === "big" && typeof value === "string" && /^-?\d{1,19}$/.test(value)) return Number.isSafeInteger(Number(value)) ? String(Number(value)) : `"${value}"`;
  if (kind === "real" && typeof value === "number") return Number.isFinite(value) ? Object.is(value, -0) ? "-0" : String(value) : `"${value}"`;
  if (kind === "bytes" && Buffer.isBuffer(value)) return `"${value.toString("hex")}"`;
  throw new OddCell(`${typeof value} in a column of ${kind}`);
}

/** The other way round. @throws OddCell for what `writeCell` does not write. */
function readCell(kind: Kind, value: unknown): Cell {
  if (value === null) return null;
  if (kind === "text" && typeof value === "string") return value;
  if (kind === "integer" && Number.isSafeInteger(value)) return value as number;
  if (kind === "big" && (Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{16,19}$/.test(value)))) return value as number | string;
  if (kind === "real" && (typeof value === "number" || value === "Infinity" || value === "-Infinity" || value === "NaN")) return Number(value);
  if (kind === "bytes" && typeof value === "string" && /^(?:[0-9a-f]{2})*$/.test(value)) return Buffer.from(value, "hex");
  throw new OddCell(`${JSON.stringify(value).slice(0, 40)} for a column of ${kind}`);
}

/** A row of an archive. @throws OddCell where it is no list of so many cells of these kinds. */
export function readLine(kinds: readonly Kind[], line: string): Cell[] {
  const cells = JSON.parse(line) as unknown;
  if (!Array.isArray(cells) || cells.length !== kinds.length) throw new OddCell(`a row that is no list of ${kinds.length} cells`);
  return kinds.map((kind, place) => readCell(kind, cells[place]));
}
