import type { RequestHandler, Response } from "express";
import { sealOf } from "../domain/passwords.ts";
import { findVisitor, type Visitor } from "../storage/visitors.ts";
import { findKnownVisitor } from "../storage/known-visitors.ts";
import type { Deps } from "./deps.ts";
import { speakTo } from "./http/readers.ts";
import { endSession } from "./http/signed-in.ts";
import { launchedSessions } from "./lti/framing.ts";

/** Finds out who is asking, and how they came. */
export function recognise(deps: Deps): RequestHandler[] {
  return [knowWho(deps), launchedSessions(deps.db)];
}

/** What they see is theirs: no cache keeps it, and "back" asks again. */
function knowWho({ db, now }: Deps): RequestHandler {
  return async (req, res, next) => {
    res.set("Cache-Control", "no-store");
    const { personId, seal, launch } = req.session;
    if (personId === undefined) return next();
    const { isKnown, visitor } = findKnownVisitor(req);
    const member = isKnown ? visitor : await findVisitor(db, personId, now());
    if (member && sealOf(member) === seal) greetMember(res, launch ? { ...member, roles: member.roles.filter((role) => launch.roles.includes(role)) } : member); else await endSession(req);
    next();
  };
}

function greetMember(res: Response, member: Visitor): void {
  res.locals.member = member;
  speakTo(res, member);
}
