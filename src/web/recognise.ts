import type { RequestHandler, Response } from "express";
import { sealOf } from "../domain/passwords.ts";
import { findVisitor, type Visitor } from "../storage/people.ts";
import type { Deps } from "./deps.ts";
import { speakTo } from "./http/readers.ts";
import { endSession } from "./http/signed-in.ts";

/** Finds out who is asking. What they see is theirs: no cache keeps it, and "back" asks again. */
export function recognise({ db, now }: Deps): RequestHandler {
  return async (req, res, next) => {
    res.set("Cache-Control", "no-store");
    const { personId, seal } = req.session;
    if (personId === undefined) return next();
    const member = await findVisitor(db, personId, now());
    if (member && sealOf(member.password_hash) === seal) greetMember(res, member); else await endSession(req);
    next();
  };
}

function greetMember(res: Response, member: Visitor): void {
  res.locals.member = member;
  speakTo(res, member);
}
