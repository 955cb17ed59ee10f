import session from "express-session";
import { digest } from "../lib/ids.ts";
import { HOUR, later, MINUTE, type Clock } from "../lib/clock.ts";
import { deleteSession, findSession, insertSession, touchSession, updateSession } from "./sessions.ts";
import type { Db, SessionRow } from "./tables.ts";

declare module "express-session" {
  /**
   * `kept`: the row is there already. If it has gone since, the person signed out, and saving must not bring it back.
   * `seal`: of the password that opened the session.
   */
  interface SessionData { personId: number; seal: string; kept: true }
}

/** A session ends after this long without a request. */
export const IDLE_LIMIT = 12 * HOUR;

type Done = (error?: unknown) => void;

/**
 * Sessions as rows. The database keeps a digest of the id, so that a stolen backup opens no session;
 * visitors who have not signed in have none, so that nobody fills the table;
 * an unchanged session is touched once a minute at most, because a write for every request costs three times the request.
 */
export function sessionStore(db: Db, now: Clock): session.Store {
  const touched = new Map<string, number>();
  return Object.assign(new (session.Store as unknown as new () => session.Store)(), {
    get(id: string, done: (error: unknown, data?: session.SessionData | null) => void) {
      findSession(db, digest(id), now().toISOString()).then((row) => done(null, row ? (JSON.parse(row.data) as session.SessionData) : null), done);
    },
    set(id: string, data: session.SessionData, done: Done = () => {}) {
      if (data.personId === undefined) return done();
      const save = data.kept ? updateSession : insertSession;
      save(db, rowOf(id, { ...data, kept: true }, now())).then(() => done(), done);
    },
    destroy(id: string, done: Done = () => {}) {
      touched.delete(id);
      deleteSession(db, digest(id)).then(() => done(), done);
    },
    touch(id: string, _data: session.SessionData, done: Done = () => {}) {
      if (now().getTime() - (touched.get(id) ?? 0) < MINUTE) return done();
      if (touched.size > 10_000) touched.clear();
      touched.set(id, now().getTime());
      touchSession(db, digest(id), timesOf(now())).then(() => done(), done);
    },
  });
}

function rowOf(id: string, data: session.SessionData, at: Date): SessionRow {
  return { id: digest(id), person_id: data.personId, data: JSON.stringify(data), ...timesOf(at) };
}

function timesOf(at: Date): Pick<SessionRow, "touched_at" | "expires_at"> {
  return { touched_at: at.toISOString(), expires_at: later(at, IDLE_LIMIT).toISOString() };
}
