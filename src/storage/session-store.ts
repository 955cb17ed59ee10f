import type express from "express";
import session from "express-session";
import { digest } from "../lib/ids.ts";
import { complain } from "../lib/log.ts";
import { later, MINUTE, type Clock } from "../lib/clock.ts";
import type { Factor, SessionSpans } from "./account-tables.ts";
import { holdSessions } from "./held-sessions.ts";
import { deleteSession, insertSession, touchSession, updateSession } from "./sessions.ts";
import { knowVisitor } from "./known-visitors.ts";
import type { Visitor } from "./visitors.ts";
import type { Db, SessionRow } from "./tables.ts";

declare module "express-session" {
  /**
   * `kept`: the row is there already. If it has gone since, the person signed out, and saving must not bring it back.
   * `seal`: of the password that opened the session. `steppedUpAt`: when this person last proved who they are.
   */
  interface SessionData { personId: number; seal: string; kept: true; startedAt: string; steppedUpAt: string; factor: Factor; agent: string; network: string }
}

type Done = (error?: unknown) => void;

/**
 * Sessions as rows. The database keeps a digest of the id, so that a stolen backup opens no session;
 * visitors who have not signed in have none, so that nobody fills the table;
 * a setting that was made shorter holds for sessions that are there already;
 * an unchanged session is touched once a minute at most, because a write for every request costs three times the request, and a page is shown although that fails: that is tried once a minute too.
 */
export function sessionStore(db: Db, now: Clock, spans: () => SessionSpans): session.Store {
  const findSession = holdSessions(db, now);
  const tried = new Map<string, number>();
  const read = new WeakMap<object, { visitor: Visitor | undefined; touchedAt: number }>();
  const store = new (session.Store as unknown as new () => session.Store)();
  const createSession = store.createSession.bind(store);
  return Object.assign(store, {
    get(id: string, done: (error: unknown, data?: session.SessionData | null) => void) {
      findSession(id).then((found) => {
        if (!found || later(new Date(found.touchedAt), spans().idle) < now()) return done(null, null);
        const data = JSON.parse(found.data) as session.SessionData;
        read.set(data, { visitor: found.visitor, touchedAt: Date.parse(found.touchedAt) });
        done(null, data);
      }, done);
    },
    createSession(req: express.Request, data: session.SessionData) {
      const found = read.get(data);
      const made = createSession(req, data);
      if (!found) return made;
      knowVisitor(req, found.visitor);
      read.set(made, found);
      return made;
    },
    set(id: string, data: session.SessionData, done: Done = () => {}) {
      if (data.personId === undefined) return done();
      const save = data.kept ? updateSession : insertSession;
      save(db, rowOf(id, data, now(), spans())).then(() => done(), done);
    },
    destroy(id: string, done: Done = () => {}) {
      tried.delete(id);
      deleteSession(db, digest(id)).then(() => done(), done);
    },
    touch(id: string, data: session.SessionData, done: Done = () => {}) {
      if (now().getTime() - Math.max(read.get(data)?.touchedAt ?? 0, tried.get(id) ?? 0) < MINUTE) return done();
      if (tried.size > 10_000) tried.clear();
      tried.set(id, now().getTime());
      touchSession(db, digest(id), timesOf(data.startedAt ?? now().toISOString(), now(), spans())).then(() => done(), (error: unknown) => {
        complain("It could not be noted that a session is in use", error);
        done();
      });
    },
  });
}

/** A session begins, and its person is known, when it is first kept. */
function rowOf(id: string, given: session.SessionData, at: Date, spans: SessionSpans): SessionRow {
  const steppedUpAt = given.steppedUpAt ?? (given.kept || given.factor === "link" ? "" : at.toISOString());
  const data: session.SessionData = { ...given, kept: true, startedAt: given.startedAt ?? at.toISOString(), steppedUpAt };
  const { personId, startedAt, factor = null, agent = null, network = null } = data;
  return { id: digest(id), person_id: personId, data: JSON.stringify(data), started_at: startedAt, stepped_up_at: steppedUpAt, factor, agent, network, ...timesOf(startedAt, at, spans) };
}

function timesOf(startedAt: string, at: Date, { idle, most }: SessionSpans): Pick<SessionRow, "touched_at" | "expires_at"> {
  const ends = [later(at, idle), later(new Date(startedAt), most)].map((end) => end.toISOString()).sort();
  return { touched_at: at.toISOString(), expires_at: ends[0]! };
}
