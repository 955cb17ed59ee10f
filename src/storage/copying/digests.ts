import { createHash } from "node:crypto";
import type { Rows } from "./rows.ts";

/** How many rows a table has, and the SHA-256 of their lines in the order of the keys, each with its line end. */
export interface Digest { rows: number; sha256: string }
/** How much of the whole is done, in rows. */
export type Told = (done: number, of: number) => void;

/** Adds up what passes by. */
export function digesting(): { add: (lines: readonly string[]) => void; end: () => Digest } {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add: (lines) => { if (lines.length > 0) hash.update(`${lines.join("\n")}\n`); rows += lines.length; },
    end: () => ({ rows, sha256: hash.digest("hex") }),
  };
}

/** The same of everything that is there. */
export async function digestsOf(rows: Rows, told: Told = () => undefined): Promise<Map<string, Digest>> {
  const digests = new Map<string, Digest>();
  const total = await countAll(rows);
  let done = 0;
  for (const table of rows.tables) {
    const sum = digesting();
    for await (const lines of rows.linesOf(table)) { sum.add(lines); told((done += lines.length), total); }
    digests.set(table.name, sum.end());
  }
  return digests;
}

export async function countAll(rows: Rows): Promise<number> {
  let total = 0;
  for (const table of rows.tables) total += await rows.count(table);
  return total;
}

/** The tables that are not the same on both sides. */
export function differingTables(one: ReadonlyMap<string, Digest>, other: ReadonlyMap<string, Digest>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name)?.sha256 !== other.get(name)?.sha256 || one.get(name)?.rows !== other.get(name)?.rows).sort();
}

