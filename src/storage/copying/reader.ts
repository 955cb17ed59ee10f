import type { Table } from "./shape.ts";

export type Row = Record<string, unknown>;
/** Rows as a driver gives them, in portions by key; `numbers` are the last ids that were given away. */
export interface Reader { numbers: () => Promise<ReadonlyMap<string, number>>; count: (table: Table) => Promise<number>; portionsOf: (table: Table) => AsyncIterable<readonly Row[]> }

/** Rows that may be long come in small portions. */
export function portionOf({ columns }: Table): number {
  return columns.some(({ kind }) => kind === "bytes") ? 8 : 1_000;
}
