import type { Request, RequestHandler } from "express";
import type { Words } from "../../lib/messages.ts";

export interface Flash { tone: "notice" | "alert"; text: string }

/** What waits is put into words for whoever reads it then. */
export interface WaitingFlash { tone: Flash["tone"]; text: Words }

/** Leaves a message for the next page that this visitor sees. */
export function flash(req: Request, text: Words, tone: Flash["tone"] = "notice"): void {
  req.session.flash = [...(req.session.flash ?? []), { tone, text }];
}

/** Hands waiting messages to the view, once. */
export const showFlash: RequestHandler = (req, res, next) => {
  res.locals.flash = req.method === "GET" ? (req.session.flash ?? []).map(({ tone, text }) => ({ tone, text: res.locals.reader.inWords(text) })) : [];
  if (res.locals.flash.length > 0) delete req.session.flash;
  next();
};
