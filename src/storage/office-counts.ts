import { countRows } from "./counting-rows.ts";
import type { Mail } from "./mail-tables.ts";
import type { Db } from "./tables.ts";

/** Messages that ended this way and were queued since then. */
export function countMailsIn(db: Db, state: Mail["state"], since: string): Promise<number> {
  return countRows(db("outbox").where({ state }).where("created_at", ">=", since));
}

/** When the message went that was queued last of those that went. */
export async function findLastSent(db: Db): Promise<string | undefined> {
  return (await db("outbox").where({ state: "sent" }).orderBy("id", "desc").first("sent_at"))?.sent_at ?? undefined;
}

/** Lists of people that were compared and wait for somebody's yes. */
export function countWaitingLists(db: Db): Promise<number> {
  return countRows(db("people_imports").where({ state: "waiting" }));
}

export function countTeams(db: Db): Promise<number> {
  return countRows(db("teams"));
}

/** Those that have not been ended, whether their days have come or not. */
export function countLiveAssignments(db: Db): Promise<number> {
  return countRows(db("assignments").whereNull("ended_at"));
}
