import { later, MINUTE } from "../lib/clock.ts";
import type { ApiBudget } from "./api-tables.ts";
import type { Db } from "./tables.ts";

/** Beyond this a stretch was begun by a clock that was wrong, in milliseconds. */
export const MOST_AHEAD = 5 * MINUTE;

/** Takes so many requests out of the budget of a stretch of time, whichever process asks; says how many were taken in it by now. A process whose clock is behind takes from the newer stretch, unless that is so far ahead that a clock was wrong. */
export async function takeFromBudget(db: Db, { token_id, since, taken }: ApiBudget): Promise<Pick<ApiBudget, "since" | "taken">> {
  const isSame = db.raw("(excluded.since <= api_budgets.since AND api_budgets.since <= ?)", [later(new Date(since), MOST_AHEAD).toISOString()]).toQuery();
  const [row] = await db("api_budgets").insert({ token_id, since, taken }).onConflict("token_id").merge({
    taken: db.raw(`CASE WHEN ${isSame} THEN api_budgets.taken + excluded.taken ELSE excluded.taken END`) as unknown as number,
    since: db.raw(`CASE WHEN ${isSame} THEN api_budgets.since ELSE excluded.since END`) as unknown as string,
  }).returning(["since", "taken"]);
  return row!;
}
