import type { RequestHandler } from "express";
import { findSecondFactors, hasAny, isStrong, needsSecondFactor } from "../domain/second-factors.ts";
import type { Deps } from "./deps.ts";

/** What is open to somebody who has yet to set up the second factor that is asked of them. */
const OPEN = /^\/(?:session|account)(?:\/|$)/;

/** Whoever needs a second factor sets one up before anything else opens, and gives it in a session that was opened without one. */
export function enrolFirst({ db }: Pick<Deps, "db">): RequestHandler {
  return async (req, res, next) => {
    const { member, installation } = res.locals;
    if (!member || OPEN.test(req.path) || isStrong(req.session.factor) || !needsSecondFactor(member.roles, installation)) return next();
    res.redirect(303, hasAny(await findSecondFactors(db, member)) ? "/account/confirmation" : "/account/security/enrolment");
  };
}
