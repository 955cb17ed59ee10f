import type { Request, RequestHandler } from "express";

export interface Flash { tone: "notice" | "alert"; text: string }

/** Leaves a message for the next page that this visitor sees. */
export function flash(req: Request, text: string, tone: Flash["tone"] = "notice"): void {
  req.session.flash = [...(req.session.flash ?? []), { tone, text }];
}

/** Hands waiting messages to the view, once. */
export const showFlash: RequestHandler = (req, res, next) => {
  res.locals.flash = req.method === "GET" ? (req.session.flash ?? []) : [];
  if (res.locals.flash.length > 0) delete req.session.flash;
  next();
};
