import session from "express-session";
import { digest } from "../lib/ids.ts";
import { DAY, later, MINUTE, type Clock } from "../lib/clock.ts";
import { deleteSession, findSession, insertSession, touchSession, updateSession } from "./sessions.ts";
import type { Db, SessionRow } from "./tables.ts";

declare module "express-session" {
  /**
   * `kept`: the row is there already. If it has gone since, the person signed out, and saving must not bring it back.
   * `seal`: of the password that opened the session.
   */
  interface SessionData { personId: number; seal: string; kept: true }
}

type Done = (error?: unknown) => void;

/**
 * Sessions as rows. The database keeps a digest of the id, so that a stolen backup opens no session;
 * visitors who have not signed in have none, so that nobody fills the table;
 * an unchanged session is touched once a minute at most, because a write for every request costs three times the request. A session ends after so many days without a request.
 */
export function sessionStore(db: Db, now: Clock, idleDays: () => number): session.Store {
  const touched = new Map<string, number>();
  return Object.assign(new (session.Store as unknown as new () => session.Store)(), {
    get(id: string, done: (error: unknown, data?: session.SessionData | null) => void) {
      findSession(db, digest(id), now().toISOString()).then((row) => done(null, row ? (JSON.parse(row.data) as session.SessionData) : null), done);
    },
    set(id: string, data: session.SessionData, done: Done = () => {}) {
      if (data.personId === undefined) return done();
      const save = data.kept ? updateSession : insertSession;
      save(db, rowOf(id, { ...data, kept: true }, now(), idleDays())).then(() => done(), done);
    },
    destroy(id: string, done: Done = () => {}) {
      touched.delete(id);
      deleteSession(db, digest(id)).then(() => done(), done);
    },
    touch(id: string, _data: session.SessionData, done: Done = () => {}) {
      if (now().getTime() - (touched.get(id) ?? 0) < MINUTE) return done();
      if (touched.size > 10_000) touched.clear();
      touched.set(id, now().getTime());
      touchSession(db, digest(id), timesOf(now(), idleDays())).then(() => done(), done);
    },
  });
}

function rowOf(id: string, data: session.SessionData, at: Date, days: number): SessionRow {
  return { id: digest(id), person_id: data.personId, data: JSON.stringify(data), ...timesOf(at, days) };
}

function timesOf(at: Date, days: number): Pick<SessionRow, "touched_at" | "expires_at"> {
  return { touched_at: at.toISOString(), expires_at: later(at, days * DAY).toISOString() };
}
