import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

/** What processes tell each other, because they keep it in memory. */
export type News = "settings";

/** Where PostgreSQL passes news on. */
export const CHANNEL = "debrief";

const heard = new WeakMap<Db, number>();

/** Tells the other processes as soon as the transaction is kept; one that is taken back tells nothing. On SQLite each process looks for itself, once a second. */
export async function tellNews(tx: Db, news: News): Promise<void> {
  if (isPostgresDb(tx)) await tx.raw("SELECT pg_notify(?, ?)", [CHANNEL, news]);
}

export function noteNews(db: Db): void {
  heard.set(db, performance.now());
}

/** Whether there were news since this moment of `performance.now()`. */
export function hasNewsSince(db: Db, moment: number): boolean {
  return (heard.get(db) ?? -Infinity) >= moment;
}
