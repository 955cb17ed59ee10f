import type { Disclosure } from "../engine/statistics/disclosure.ts";
import type { Db } from "../storage/tables.ts";
import { releaseFigures } from "./releasing.ts";
import { summarise } from "./summarising.ts";

/** Brings what managers see up to date: whoever looks waits for a little work, the errands do the rest. Says whether everything is in it. */
export async function refreshFigures(db: Db, rules: Disclosure, at: Date, wish: { all?: boolean } = { all: false }): Promise<boolean> {
  const isDone = await summarise(db, at, wish);
  await releaseFigures(db, rules, at);
  return isDone;
}
