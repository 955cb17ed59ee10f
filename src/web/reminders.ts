import type { Request, Response, Router } from "express";
import { z } from "zod";
import { closeCalendar, renewCalendar } from "../domain/calendars.ts";
import { changeReminders } from "../domain/reminding.ts";
import { teamDayOf } from "../domain/team-news.ts";
import { say } from "../lib/messages.ts";
import { listMailTo } from "../storage/mail-log.ts";
import { findReminders } from "../storage/reminders.ts";
import { beforeIn, cut } from "./admin/mail/log-page.ts";
import { siteOf } from "../lib/sites.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, type Form } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";

declare module "express-session" {
  /** The secret of a calendar that was made just now, until its owner has seen it. */
  interface SessionData { calendar: string }
}

const ticked = z.literal("1").optional().transform((value) => value === "1");
const wish = z.object({
  digest: ticked, studio: ticked,
  hour: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(0).max(23)], "reminders.hour-odd").default(null),
  teamDay: z.coerce.number("reminders.day-odd").int("reminders.day-odd").min(0, "reminders.day-odd").max(7, "reminders.day-odd").optional(),
});

const MAILS = 10;

export function reminders({ db, now, config }: Deps): Router {
  return exactRouter()
    .get("/reminders", async (req, res) => {
      const { digest, digest_hour, studio, team_day } = await findReminders(db, currentMember(res).id);
      const token = req.session.calendar;
      delete req.session.calendar;
      const teamDay = teamDayOf(team_day, res.locals.installation.workingDays) ?? 0;
      await show(req, res, emptyForm({ digest, hour: digest_hour ?? "", studio: studio ?? 1, teamDay }), token);
    })
    .post("/reminders", async (req, res) => {
      const { form, value } = readForm(wish, req.body);
      if (!value) return show(req, res, form, undefined, 422);
      const { roles } = currentMember(res);
      await changeReminders(db, currentMember(res), { ...value, studio: roles.includes("trainer") ? value.studio : undefined, teamDay: roles.includes("manager") ? value.teamDay : undefined });
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
    const { t, formats, installation } = res.locals;
    const address = token ? `${siteOf(req, config.publicUrl)}/calendar/${token}.ics` : "";
    const hours = [{ value: "", label: t("reminders.hour-any", { hour: formats.hour(config.digestHour) }) }, ...Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: formats.hour(hour) }))];
    const days = [...installation.workingDays.map((day) => ({ value: String(day), label: formats.weekday(day) })), { value: "0", label: t("reminders.no-day") }];
    const { rows: mails, next } = cut(await listMailTo(db, member.id, beforeIn(req), MAILS + 1), MAILS);
    render(res, "reminders/show", { form, hours, days, since, address, canMail: config.mail !== undefined, email: member.email, mails, older: next, keptDays: installation.mailDays ?? 30 }, status);
  }
}
