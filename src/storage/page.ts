import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";

/** One page of a longer list; `number` and `last` count from 1. */
export interface Page<Row> { rows: Row[]; number: number; last: number; total: number }

export const PAGE_SIZE = 25;

/** Cuts one page out of any ordered query. After the last page comes the last again. `counted`: how many rows there are, where somebody knows. */
export async function paginate<Row>(query: Knex.QueryBuilder, number: number, counted?: number): Promise<Page<Row>> {
  const total = counted ?? (await countRows(query.clone().clearSelect().clearOrder()));
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const shown = Math.min(number, last);
  const rows = (await query.limit(PAGE_SIZE).offset((shown - 1) * PAGE_SIZE)) as Row[];
  return { rows, number: shown, last, total };
}

/** One page of a list that is in memory. */
export function listPage<Row>(all: readonly Row[], number: number): Page<Row> {
  const last = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const shown = Math.min(number, last);
  return { rows: all.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE), number: shown, last, total: all.length };
}
