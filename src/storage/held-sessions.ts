import type { Clock } from "../lib/clock.ts";
import { digest } from "../lib/ids.ts";
import { findSession, type OpenSession } from "./sessions.ts";
import { stampOf } from "./sqlite/client.ts";
import type { Db } from "./tables.ts";

/** What was read since a moment, by the clock of the product and by one that nobody sets back, while nothing was committed that could concern a session. */
interface Held { at: number; since: number; stamp: number | undefined; sessions: Map<string, OpenSession> }

/** Milliseconds after which time itself may have changed what was read: a person has another overdue attempt. */
const LONGEST = 5_000;

/**
 * Finds sessions by the id in the cookie, and reads one anew when something was written since: a page that an answer leads to asks for the same again, and so does the next answer.
 * On SQLite only, where that can be seen at once (sqlite/commits.ts); an answer, a start and a touch change nothing that is read here.
 */
export function holdSessions(db: Db, now: Clock, steady: () => number = () => performance.now()): (id: string) => Promise<OpenSession | undefined> {
  let held: Held | undefined;

  function heldAt(at: number): Held {
    const stamp = stampOf(db);
    const isStill = held && held.stamp === stamp && at >= held.at && at - held.at < LONGEST && steady() - held.since < LONGEST;
    if (!held || !isStill) held = { at, since: steady(), stamp, sessions: new Map() };
    return held;
  }

  return async (id) => {
    const at = now();
    const { sessions, stamp } = heldAt(at.getTime());
    const known = sessions.get(id);
    if (known && known.expiresAt > at.toISOString()) return known;
    const found = await findSession(db, digest(id), at.toISOString());
    if (found && stamp !== undefined) sessions.set(id, frozen(found));
    return found;
  };
}

/** Requests share it. */
function frozen(session: OpenSession): OpenSession {
  if (session.visitor) Object.freeze(Object.freeze(session.visitor).roles);
  return session;
}
