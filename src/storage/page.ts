import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import { statement, type Value } from "./statements.ts";
import type { Db } from "./tables.ts";

/** One page of a longer list; `number` and `last` count from 1. */
export interface Page<Row> { rows: Row[]; number: number; last: number; total: number }

export const PAGE_SIZE = 25;

/** Cuts one page out of any ordered query. After the last page comes the last again. `counted`: how many rows there are, where somebody knows. */
export async function paginate<Row>(query: Knex.QueryBuilder, number: number, counted?: number): Promise<Page<Row>> {
  const total = counted ?? (await countRows(query.clone().clearSelect().clearOrder()));
  const place = placeOf(total, number);
  return { ...place, rows: (await query.limit(PAGE_SIZE).offset(before(place))) as Row[] };
}

/** Cuts one page out of an ordered query that is built once, as `statement` builds it, and given its values each time. */
export function pages<Args extends readonly Value[], Row>(build: (db: Db, ...args: Args) => Knex.QueryBuilder): (db: Db, number: number, ...args: Args) => Promise<Page<Row>> {
  const counted = statement<Args, { total: unknown }>((db, ...args) => build(db, ...args).clearSelect().clearOrder().count({ total: "*" }));
  const cut = statement<[...args: Args, offset: number], Row>((db, ...given) => build(db, ...(given.slice(0, -1) as unknown as Args)).limit(PAGE_SIZE).offset(marked(db, given.at(-1)!)));
  return async (db, number, ...args) => {
    const place = placeOf(Number((await counted(db, ...args))[0]!.total), number);
    return { ...place, rows: await cut(db, ...args, before(place)) };
  };
}

/** A number that is known later; Knex would take a mark for no number at all. */
function marked(db: Db, mark: Value): number {
  return db.raw("?", [mark!]) as unknown as number;
}

/** One page of a list that is in memory. */
export function listPage<Row>(all: readonly Row[], number: number): Page<Row> {
  const place = placeOf(all.length, number);
  return { ...place, rows: all.slice(before(place), before(place) + PAGE_SIZE) };
}

type Place = Omit<Page<never>, "rows">;

function placeOf(total: number, number: number): Place {
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  return { number: Math.min(number, last), last, total };
}

function before({ number }: Place): number {
  return (number - 1) * PAGE_SIZE;
}
