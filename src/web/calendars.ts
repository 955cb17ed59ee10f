import type { Router } from "express";
import { calendarOf } from "../domain/calendars.ts";
import { found } from "../domain/found.ts";
import { digest } from "../lib/ids.ts";
import { siteOf } from "../lib/sites.ts";
import { findCalendarOwner } from "../storage/reminders.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";

/** What calendar programs fetch: they cannot sign in, so the address is the secret. */
export function calendars({ db, now, config }: Deps): Router {
  return exactRouter().get("/calendar/:token.ics", async (req, res) => {
    res.set({ "Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex" });
    const owner = await found(findCalendarOwner(db, digest(req.params.token)));
    res.set({ "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'inline; filename="debrief.ics"' });
    res.send(await calendarOf(db, owner, siteOf(req, config.publicUrl), res.locals.installation, now()));
  });
}
