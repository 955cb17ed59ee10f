import type { RequestHandler } from "express";
import { finishOverdueOf } from "../domain/deadlines.ts";
import type { Deps } from "./deps.ts";

/** Whoever comes after the time of an attempt was up finds it finished, on whatever page. */
export function overdue({ db, now }: Deps): RequestHandler {
  return async (_req, res, next) => {
    const { member } = res.locals;
    if (member && member.overdue > 0) await finishOverdueOf(db, member, now());
    next();
  };
}
