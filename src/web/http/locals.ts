import type { Request, RequestHandler, Response } from "express";
import { Forbidden, SignInNeeded } from "../../domain/errors.ts";
import { say } from "../../lib/messages.ts";
import type { Member, Visitor } from "../../storage/visitors.ts";
import type { Role } from "../../storage/tables.ts";
import type { Flash, WaitingFlash } from "./flash.ts";

declare global {
  namespace Express {
    interface Locals { member: Visitor | null; flash: Flash[]; path: string; demo: boolean }
  }
}

declare module "express-session" {
  interface SessionData { flash: WaitingFlash[] }
}

/** The person who is signed in, with roles; otherwise the visitor is sent to sign in. */
export function currentMember(res: Response): Member {
  if (!res.locals.member) throw new SignInNeeded();
  return res.locals.member;
}

/** Lets only people with one of these roles pass to the pages behind it. */
export function only(...roles: Role[]): RequestHandler {
  return (_req, res, next) => {
    if (!roles.some((role) => currentMember(res).roles.includes(role))) throw new Forbidden("errors.role", { count: roles.length, roles: roles.map((role) => say(`roles.${role}.name`)) });
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
