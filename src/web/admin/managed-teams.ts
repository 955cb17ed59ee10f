import { say, type Message } from "../../lib/messages.ts";
import type { Db } from "../../storage/tables.ts";
import { listTeamsManagedBy } from "../../storage/team-managers.ts";

const MOST_NAMED = 5;

/** Which teams have no manager without these people, before they go or once they are gone; undefined where they manage none. */
export async function leftUnmanaged(db: Db, personIds: readonly number[], when: "before" | "after"): Promise<Message | undefined> {
  const names = (await listTeamsManagedBy(db, personIds)).map(({ name }) => name);
  return names.length === 0 ? undefined : say(`teams.unmanaged.${when}`, { count: names.length, teams: names.slice(0, MOST_NAMED).join(", ") + (names.length > MOST_NAMED ? " …" : "") });
}
