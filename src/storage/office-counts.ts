import type { Knex } from "knex";
import type { Mail } from "./mail-tables.ts";
import type { Db } from "./tables.ts";

/** Messages that ended this way and were queued since then. */
export function countMailsIn(db: Db, state: Mail["state"], since: string): Promise<number> {
  return count(db("outbox").where({ state }).where("created_at", ">=", since));
}

/** Lists of people that were compared and wait for somebody's yes. */
export function countWaitingLists(db: Db): Promise<number> {
  return count(db("people_imports").where({ state: "waiting" }));
}

export function countTeams(db: Db): Promise<number> {
  return count(db("teams"));
}

/** Those that have not been ended, whether their days have come or not. */
export function countLiveAssignments(db: Db): Promise<number> {
  return count(db("assignments").whereNull("ended_at"));
}

async function count(rows: Knex.QueryBuilder): Promise<number> {
  const row = (await rows.count({ total: "*" }).first()) as { total: number | string } | undefined;
  return Number(row?.total ?? 0);
}
