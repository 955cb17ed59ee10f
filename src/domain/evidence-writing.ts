import { join } from "node:path";
import { csvLine } from "../lib/csv-writing.ts";
import { openHashed, type FileSeal } from "../lib/hashed-files.ts";

export type Cell = string | number | null | readonly string[];
/** A kind of record: a CSV and a JSON file of the same rows. What a cell holds as a list is one text with spaces in the CSV. */
export interface EvidencePart { name: string; columns: readonly string[]; portions: () => AsyncIterable<Record<string, Cell>[]> }
/** A file of a pack and its seal. */
export interface SealedFile extends FileSeal { path: string }

/** Writes both files of a part, row by row; one read, so that they cannot differ. */
export async function writePart(folder: string, { name, columns, portions }: EvidencePart): Promise<SealedFile[]> {
  const [csv, json] = [await openHashed(join(folder, `${name}.csv`)), await openHashed(join(folder, `${name}.json`))];
  await csv.write(`\uFEFF${csvLine(columns)}`);
  let before = "[\n";
  for await (const rows of portions()) {
    await csv.write(rows.map((row) => csvLine(columns.map((column) => cellOf(row[column])))).join(""));
    let text = "";
    for (const row of rows) { text += before + JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))); before = ",\n"; }
    await json.write(text);
  }
  await json.write(before === "[\n" ? "[]\n" : "\n]\n");
  return [{ path: `${name}.csv`, ...(await csv.close()) }, { path: `${name}.json`, ...(await json.close()) }];
}

function cellOf(cell: Cell | undefined): string | number | null {
  return typeof cell === "object" && cell !== null ? cell.join(" ") : (cell ?? null);
}

export async function writeText(folder: string, path: string, text: string): Promise<SealedFile> {
  const file = await openHashed(join(folder, path));
  await file.write(text);
  return { path, ...(await file.close()) };
}
