import type { Request, RequestHandler, Response } from "express";
import { Forbidden, SignInNeeded } from "../../domain/errors.ts";
import type { Member } from "../../storage/people.ts";
import type { Role } from "../../storage/tables.ts";
import type { Flash } from "./flash.ts";

declare global {
  namespace Express {
    interface Locals { member: Member | null; flash: Flash[]; path: string; demo: boolean }
  }
}

declare module "express-session" {
  interface SessionData { flash: Flash[] }
}

/** The person who is signed in, with roles; otherwise the visitor is sent to sign in. */
export function currentMember(res: Response): Member {
  if (!res.locals.member) throw new SignInNeeded();
  return res.locals.member;
}

/** Lets only people with one of these roles pass to the pages behind it. */
export function only(...roles: Role[]): RequestHandler {
  return (_req, res, next) => {
    if (!roles.some((role) => currentMember(res).roles.includes(role))) throw new Forbidden(`This page is for people with the role ${roles.join(" or ")}.`);
    next();
  };
}

/** Who did it, for the audit log. */
export function actorOf(res: Response): { id: number } {
  return { id: currentMember(res).id };
}

/** What every view may know. */
export function commonLocals(demo: boolean): RequestHandler {
  return (req: Request, res, next) => {
    res.locals.path = req.path;
    res.locals.demo = demo;
    res.locals.member = null;
    res.locals.flash = [];
    next();
  };
}
