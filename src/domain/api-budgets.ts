import { later, MINUTE } from "../lib/clock.ts";
import { MOST_AHEAD, takeFromBudget } from "../storage/api-budgets.ts";
import type { Db } from "../storage/tables.ts";

/** What is left of the budget of a token: `seconds` until the next stretch of time begins. `isOver`: this request is one too many. */
export interface Budget { limit: number; left: number; seconds: number; isOver: boolean }

export const WINDOW = MINUTE;
/** A process takes so many requests at a time, at most: one write for each of them would cost as much as most requests do. */
const PORTION = 10;

/**
 * Counts the requests of each token, `limit` in a minute over all processes: each takes portions out of one row. A portion that one process has not used up is lost to the others until the minute ends,
 * so that with several of them somebody may be told to wait a little early, and never late.
 */
export function budgets(db: Db, limit: number): (tokenId: number, at: Date) => Promise<Budget> {
  const held = new Map<number, { since: string; here: number; beyond: number }>();
  const portion = Math.max(1, Math.min(PORTION, Math.floor(limit / PORTION)));

  async function refilled(tokenId: number, since: string) {
    const taken = await takeFromBudget(db, { token_id: tokenId, since, taken: portion });
    const mine = held.get(tokenId);
    const here = Math.max(0, Math.min(portion, limit - (taken.taken - portion))) + (mine?.since === taken.since ? mine.here : 0);
    const now = { since: taken.since, here, beyond: Math.max(0, limit - taken.taken) };
    if (held.size > 10_000) held.clear();
    held.set(tokenId, now);
    return now;
  }

  return async (tokenId, at) => {
    const since = new Date(Math.floor(at.getTime() / WINDOW) * WINDOW).toISOString();
    const seconds = Math.ceil((Date.parse(since) + WINDOW - at.getTime()) / 1000);
    let mine = held.get(tokenId);
    if (!mine || mine.since < since || mine.since > later(at, MOST_AHEAD).toISOString() || (mine.here === 0 && mine.beyond > 0)) mine = await refilled(tokenId, since);
    const isOver = mine.here === 0;
    if (!isOver) mine.here -= 1;
    return { limit, left: mine.here + mine.beyond, seconds, isOver };
  };
}
