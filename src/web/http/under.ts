import type { RequestHandler, Router } from "express";

/** Only requests whose address begins so, in capitals or not, meet the router: every other one would be held against each of its routes, hundreds of them before a learner's page. */
export function under(beginnings: readonly string[], router: Router): RequestHandler {
  const door: RequestHandler = (req, res, next) => {
    const path = req.path.toLowerCase();
    if (beginnings.some((beginning) => path.startsWith(beginning))) router(req, res, next); else next();
  };
  return Object.assign(door, { stack: router.stack });
}
