import type { Request, RequestHandler, Response } from "express";
import { Forbidden } from "../../domain/errors.ts";
import { framesOf } from "../../domain/learning-systems.ts";
import { findOpenSystem, listOpenSystems } from "../../storage/learning-systems.ts";
import type { LearningSystem } from "../../storage/learning-tables.ts";
import type { Db, Role } from "../../storage/tables.ts";
import { endSession } from "../http/signed-in.ts";

declare module "express-session" {
  /** Where a session came from that nobody signed in for, and what its person may be in it. */
  interface SessionData { launch: { system: number; roles: Role[] } }
}

declare global {
  namespace Express {
    interface Locals { framed?: boolean }
  }
}

/** Lets pages of these systems show this one; anybody else's still cannot. */
function allowFrames(res: Response, systems: readonly Pick<LearningSystem, "issuer" | "login_url" | "frames">[]): void {
  const policy = String(res.get("Content-Security-Policy") ?? "");
  const origins = [...new Set(systems.flatMap(framesOf))];
  if (origins.length === 0) return;
  res.set("Content-Security-Policy", policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${origins.join(" ")}`)).removeHeader("X-Frame-Options");
}

/** Lets a form of this page go to that address, besides our own. */
export function allowForm(res: Response, address: string): void {
  const policy = String(res.get("Content-Security-Policy") ?? "");
  res.set("Content-Security-Policy", policy.replace(/form-action [^;]*/, (held) => `${held} ${new URL(address).origin}`));
}

/** Every page of the launch may be shown by every system that is registered: until a token is read nobody knows which one it is. */
export function framedByAll(db: Db): RequestHandler {
  return async (req, res, next) => {
    res.locals.framed = isFrame(req);
    allowFrames(res, await listOpenSystems(db));
    res.set("Cache-Control", "private, no-store");
    next();
  };
}

export function isFrame(req: Request): boolean {
  return /^i?frame$/.test(req.get("sec-fetch-dest") ?? "");
}

/** Where somebody who launched may go: what learners and, in a window of its own, trainers see. What concerns their account they must sign in for. */
const OPEN = /^\/(?:$|(?:quizzes|attempts|review|progress(?!\/data(?:\/|$))|incidents|certificates|pictures|policies|privacy|session\/removal|studio|appearance|logo|lti)(?:\/|$))/;

/**
 * Keeps a session that a learning system opened to what it is for: it ends with the system, its person has the roles of the launch only, and pages of that system may frame it.
 * In a frame whose session is over, nobody is sent to a sign-in page that no frame may show.
 */
export function launchedSessions(db: Db): RequestHandler {
  return async (req, res, next) => {
    const { launch, personId } = req.session;
    if (launch) {
      const system = await findOpenSystem(db, launch.system);
      if (!system || personId === undefined) {
        res.locals.member = null;
        return endSession(req).then(() => next());
      }
      res.locals.framed = isFrame(req);
      allowFrames(res, [system]);
      if (!OPEN.test(req.path)) throw new Forbidden("launching.sign-in-for-this");
    } else if (res.locals.framed) {
      allowFrames(res, await listOpenSystems(db));
      if (personId === undefined) throw new Forbidden("launching.over");
    }
    next();
  };
}
