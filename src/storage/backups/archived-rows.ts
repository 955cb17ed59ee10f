import type { Rows } from "../copying/rows.ts";
import type { Archive } from "./reading.ts";

/** Rows as an archive holds them. */
export function rowsOf({ header, manifest, piecesOf }: Archive): Rows {
  const counts = new Map(manifest.tables.map(({ name, rows }) => [name, rows]));
  return {
    tables: header.tables, numbers: new Map(Object.entries(header.numbers)), count: (table) => Promise.resolve(counts.get(table.name) ?? 0),
    async *linesOf(table) {
      for await (const piece of piecesOf(`tables/${table.name}`)) yield* inPortions(piece.toString("utf8").split("\n").slice(0, -1));
    },
  };
}

function* inPortions(lines: readonly string[]): Generator<string[]> {
  for (let from = 0; from < lines.length; from += 1_000) yield lines.slice(from, from + 1_000);
}
