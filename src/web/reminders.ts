import { Router, type Request } from "express";
import { z } from "zod";
import type { Response } from "express";
import { closeCalendar, renewCalendar } from "../domain/calendars.ts";
import { changeReminders } from "../domain/reminding.ts";
import { say } from "../lib/messages.ts";
import { findReminders } from "../storage/reminders.ts";
import { siteOf } from "./calendars.ts";
import type { Deps } from "./deps.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, type Form } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";

declare module "express-session" {
  /** The secret of a calendar that was made just now, until its owner has seen it. */
  interface SessionData { calendar: string }
}

const wish = z.object({
  digest: z.literal("1").optional().transform((ticked) => ticked === "1"),
  hour: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(0).max(23)], "reminders.hour-odd").default(null),
});

export function reminders({ db, now, config }: Deps): Router {
  return Router()
    .get("/reminders", async (req, res) => {
      const { digest, digest_hour } = await findReminders(db, currentMember(res).id);
      const token = req.session.calendar;
      delete req.session.calendar;
      await show(req, res, emptyForm({ digest, hour: digest_hour ?? "" }), token);
    })
    .post("/reminders", async (req, res) => {
      const { form, value } = readForm(wish, req.body);
      if (!value) return show(req, res, form, undefined, 422);
      await changeReminders(db, currentMember(res), value);
      flash(req, say(value.digest ? "reminders.saved-on" : "reminders.saved-off"));
      res.redirect(303, "/reminders");
    })
    .post("/reminders/calendar", async (req, res) => {
      req.session.calendar = await renewCalendar(db, currentMember(res), now());
      res.redirect(303, "/reminders#calendar");
    })
    .post("/reminders/calendar/removal", async (req, res) => {
      await closeCalendar(db, currentMember(res));
      flash(req, say("reminders.closed"));
      res.redirect(303, "/reminders");
    });

  async function show(req: Request, res: Response, form: Form, token: string | undefined, status = 200): Promise<void> {
    const member = currentMember(res);
    const { calendar_since: since } = await findReminders(db, member.id);
    const { t, formats } = res.locals;
    const address = token ? `${siteOf(req, config.publicUrl)}/calendar/${token}.ics` : "";
    const hours = [{ value: "", label: t("reminders.hour-any", { hour: formats.hour(config.digestHour) }) }, ...Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: formats.hour(hour) }))];
    render(res, "reminders/show", { form, hours, since, address, canMail: config.mail !== undefined, email: member.email }, status);
  }
}
