import type { Request, RequestHandler } from "express";
import { SESSION_COOKIE } from "./signed-in.ts";

/** The cookie of a session in a frame of another site: kept apart for each site that shows it. */
export const FRAMED_COOKIE = "debrief.framed";

/** The two kinds of session: of a window of our own, and in a frame of a learning system. */
export interface Sessions { own: RequestHandler; framed: RequestHandler }

/** Takes the session of the frame in a frame, and that of the window in a window, also where a browser sends both cookies because the other site is a neighbour of ours. */
export function chooseSession({ own, framed }: Sessions): RequestHandler {
  return (req, res, next) => {
    const isInFrame = isFramed(req);
    if (isInFrame) res.locals.framed = true;
    (isInFrame ? framed : own)(req, res, next);
  };
}

function isFramed(req: Request): boolean {
  if (!hasCookie(req, FRAMED_COOKIE)) return false;
  const goal = req.get("sec-fetch-dest");
  return goal === "iframe" || goal === "frame" || (goal !== "document" && !hasCookie(req, SESSION_COOKIE));
}

export function hasCookie(req: Request, name: string): boolean {
  return (req.get("cookie") ?? "").split(/;\s*/).some((pair) => pair.startsWith(`${name}=`));
}
