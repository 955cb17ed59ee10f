import type { Clock } from "../lib/clock.ts";
import { digest } from "../lib/ids.ts";
import { findSession, type OpenSession } from "./sessions.ts";
import { changesIn } from "./sqlite/client.ts";
import type { Db } from "./tables.ts";

/** What was read since a moment, by the clock of the product and by one that nobody sets back, while this process wrote nothing that could concern a session. */
interface Held { at: number; since: number; changes: number | undefined; sessions: Map<string, OpenSession> }

const LONGEST = 1000;

/**
 * Finds sessions by the id in the cookie, and reads one once a second at most: a page that an answer leads to, its pictures and files ask for the same again.
 * On SQLite only, where most writes come from this process, and any of them but an answer, a start or a touch lets go of all. What another process writes, the command line for example, is seen a second later.
 */
export function holdSessions(db: Db, now: Clock, steady: () => number = () => performance.now()): (id: string) => Promise<OpenSession | undefined> {
  let held: Held | undefined;

  function heldAt(at: number): Held {
    const isStill = held && at >= held.at && at - held.at < LONGEST && steady() - held.since < LONGEST && held.changes === changesIn(db);
    if (!held || !isStill) held = { at, since: steady(), changes: changesIn(db), sessions: new Map() };
    return held;
  }

  return async (id) => {
    const at = now();
    const { sessions, changes } = heldAt(at.getTime());
    const known = sessions.get(id);
    if (known && known.expiresAt > at.toISOString()) return known;
    const found = await findSession(db, digest(id), at.toISOString());
    if (found && changes !== undefined && changes === changesIn(db)) sessions.set(id, frozen(found));
    return found;
  };
}

/** Requests share it. */
function frozen(session: OpenSession): OpenSession {
  if (session.visitor) Object.freeze(Object.freeze(session.visitor).roles);
  return session;
}
