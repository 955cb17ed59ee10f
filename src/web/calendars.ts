import { Router, type Request } from "express";
import { calendarOf } from "../domain/calendars.ts";
import { digest } from "../lib/ids.ts";
import { findCalendarOwner } from "../storage/reminders.ts";
import type { Deps } from "./deps.ts";
import { found } from "./http/found.ts";

/** What calendar programs fetch: they cannot sign in, so the address is the secret. */
export function calendars({ db, now, config }: Deps): Router {
  return Router().get("/calendar/:token.ics", async (req, res) => {
    res.set({ "Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex" });
    const owner = await found(findCalendarOwner(db, digest(req.params.token)));
    res.set({ "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'inline; filename="debrief.ics"' });
    res.send(await calendarOf(db, owner, siteOf(req, config.publicUrl), res.locals.installation, now()));
  });
}

/** The address of the installation, without a slash at its end. */
export function siteOf(req: Request, publicUrl: string): string {
  return publicUrl ? publicUrl.replace(/\/+$/, "") : `${req.protocol}://${req.host}`;
}
