import type { Request, RequestHandler } from "express";
import type { Words } from "../../lib/messages.ts";

/** `links` lead to what the message is about. */
export interface Flash { tone: "notice" | "alert"; text: string; links: { href: string; text: string }[] }

/** What waits is put into words for whoever reads it then. */
export interface WaitingFlash { tone: Flash["tone"]; text: Words; links?: readonly FlashLink[] }
export interface FlashLink { href: string; text: Words }

/** Leaves a message for the next page that this visitor sees. */
export function flash(req: Request, text: Words, tone: Flash["tone"] = "notice", links: readonly FlashLink[] = []): void {
  req.session.flash = [...(req.session.flash ?? []), { tone, text, ...(links.length > 0 && { links }) }];
}

/** Hands waiting messages to the view, once. */
export const showFlash: RequestHandler = (req, res, next) => {
  const { inWords } = res.locals.reader;
  res.locals.flash = req.method === "GET" ? (req.session.flash ?? []).map(({ tone, text, links = [] }) => ({ tone, text: inWords(text), links: links.map((link) => ({ href: link.href, text: inWords(link.text) })) })) : [];
  if (res.locals.flash.length > 0) delete req.session.flash;
  next();
};
