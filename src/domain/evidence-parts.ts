import type { Cell, EvidencePart } from "./evidence-writing.ts";

type Row = Record<string, Cell>;

/** A part of a pack that is read in portions, each after the last id of the one before. */
export function part<T extends { id: number }>(name: string, columns: readonly string[], list: (after: number, limit: number) => Promise<T[]>, rowsOf: (records: readonly T[]) => Promise<Row[]> | Row[]): EvidencePart {
  return { name, columns, portions: () => portionsOf(list, rowsOf) };
}

/** A part that is read at once. */
export function whole(name: string, columns: readonly string[], rows: () => Promise<Row[]>): EvidencePart {
  return { name, columns, portions: async function* () { yield await rows(); } };
}

const PORTION = 1_000;

async function* portionsOf<T extends { id: number }>(list: (after: number, limit: number) => Promise<T[]>, rowsOf: (records: readonly T[]) => Promise<Row[]> | Row[]): AsyncGenerator<Row[]> {
  for (let after = 0; ;) {
    const records = await list(after, PORTION);
    yield await rowsOf(records);
    if (records.length < PORTION) return;
    after = records.at(-1)!.id;
  }
}

/** Where rows have no names, the order in which they came would tell of time: they stand by what they say. */
export function shuffled(rows: Row[], isNamed: boolean): Row[] {
  return isNamed ? rows : rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
