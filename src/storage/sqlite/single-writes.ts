import { groupBy } from "../../lib/groups.ts";

/**
 * A statement that is a deed of its own: it is written as it is if nothing was committed since `stamp` but what is quiet (commits.ts), and not at all otherwise.
 * `isSure`: that it changes something. SQLite does not say so of a view.
 */
export interface Write { sql: string; bindings: readonly unknown[]; stamp: number; isSure: boolean }
/** Writes of the same words, as rows of one statement. */
export interface Chunk<W extends Write> { sql: string; bindings: readonly unknown[]; writes: readonly W[] }

/** Each number of rows is a statement that must be prepared, so there are few of them. */
const ROWS = [16, 8, 4, 2, 1];
const ONE_ROW = /\bVALUES (\([?, ]+\))$/i;

/** In few statements: a trip to SQLite's thread costs as much as writing several rows. */
export function inChunks<W extends Write>(writes: readonly W[]): Chunk<W>[] {
  return [...groupBy(writes, ({ sql }) => sql)].flatMap(([sql, alike]) => chunksOf(sql, alike));
}

function chunksOf<W extends Write>(sql: string, writes: readonly W[]): Chunk<W>[] {
  const row = ONE_ROW.exec(sql)?.[1];
  const chunks: Chunk<W>[] = [];
  for (let at = 0; at < writes.length;) {
    const rows = row === undefined ? 1 : ROWS.find((count) => count <= writes.length - at)!;
    const some = writes.slice(at, at + rows);
    chunks.push({ sql: sql + `, ${row}`.repeat(rows - 1), bindings: some.flatMap(({ bindings }) => bindings), writes: some });
    at += rows;
  }
  return chunks;
}
