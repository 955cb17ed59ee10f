import type { Response, Router } from "express";
import { z } from "zod";
import { changePreferences } from "../domain/preferences.ts";
import { say } from "../lib/messages.ts";
import { isTimeZone, listTimeZones } from "../lib/zones.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, type Form } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";

/** What is left empty is left to the browser or the installation. */
const settingsForm = (languages: readonly { language: string }[]) => z.object({
  language: z.string("settings.language-odd").refine((chosen) => chosen === "" || languages.some(({ language }) => language === chosen), "settings.language-odd"),
  zone: z.string("settings.zone-odd").max(60, "settings.zone-odd").refine((chosen) => chosen === "" || isTimeZone(chosen), "settings.zone-odd"),
});

/** The language that Debrief speaks to somebody, and the clock that it goes by. */
export function settings({ db, config, now }: Deps): Router {
  const show = (res: Response, form: Form, status = 200) => {
    const languages = res.locals.languages.map(({ language, name }) => ({ value: language, label: name }));
    render(res, "settings/show", { form, languages, zones: listTimeZones(), ownZone: config.timeZone }, status);
  };

  return exactRouter()
    .get("/settings", (_req, res) => {
      const { language, time_zone } = currentMember(res);
      show(res, emptyForm({ language: language ?? "", zone: time_zone ?? "" }));
    })
    .post("/settings", async (req, res) => {
      const member = currentMember(res);
      const { form, value } = readForm(settingsForm(res.locals.languages), req.body);
      if (!value) return show(res, form, 422);
      await changePreferences(db, member, { language: value.language || null, time_zone: value.zone || null }, now());
      flash(req, say("settings.saved"));
      res.redirect(303, "/settings");
    });
}
