import type { Router } from "express";
import { z } from "zod";
import { Refused } from "../../../domain/errors.ts";
import { decideHeldMail } from "../../../domain/held-mail.ts";
import { changeMailWords, LONGEST_OWN_WORDS } from "../../../domain/mail-own-words.ts";
import { endonymOf, LANGUAGES } from "../../../lib/languages.ts";
import { say } from "../../../lib/messages.ts";
import { listMailWords } from "../../../storage/mail-words.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm } from "../../http/forms.ts";
import { actorOf, only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { mailLogPage } from "./log-page.ts";

const own = z.string("fields.too-long").trim().max(LONGEST_OWN_WORDS, "fields.too-long").transform((text) => text.replace(/\r\n?/g, "\n").replace(/\n{3,}/g, "\n\n")).default("");
const FIELDS = LANGUAGES.map((language) => ({ language, opening: `opening-${language}`, closing: `closing-${language}` }));
const wordsForm = z.object(Object.fromEntries(FIELDS.flatMap(({ opening, closing }) => [[opening, own], [closing, own]])) as Record<string, typeof own>);

const heldForm = z.object({ decision: z.enum(["send", "drop"], "mail.held.choose") });

/** What was sent to whom, and what the installation says in its own words. */
export function adminMail({ db, now, config }: Deps): Router {
  const languages = FIELDS.map((field) => ({ ...field, name: endonymOf(field.language) }));
  return exactRouter()
    .use("/admin/mail", only("admin"))
    .get("/admin/mail", async (req, res) => render(res, "admin/mail/index", { ...(await mailLogPage(db, req)), days: res.locals.installation.mailDays ?? 30, canMail: config.mail !== undefined }))
    .post("/admin/mail/held", async (req, res) => {
      const { value } = readForm(heldForm, req.body);
      if (!value) throw new Refused("mail.held.choose");
      flash(req, say(`mail.held.${value.decision}-done`, { count: await decideHeldMail(db, actorOf(res), value.decision, now()) }));
      res.redirect(303, "/admin/mail");
    })
    .get("/admin/mail/words", async (_req, res) => {
      const values = (await listMailWords(db)).flatMap(({ language, opening, closing }) => [[`opening-${language}`, opening], [`closing-${language}`, closing]]);
      render(res, "admin/mail/words", { form: emptyForm(Object.fromEntries(values) as Record<string, string>), languages });
    })
    .post("/admin/mail/words", async (req, res) => {
      const { form, value } = readForm(wordsForm, req.body);
      if (!value) return render(res, "admin/mail/words", { form, languages }, 422);
      await changeMailWords(db, actorOf(res), FIELDS.map(({ language, opening, closing }) => ({ language, opening: value[opening] ?? "", closing: value[closing] ?? "" })), now());
      flash(req, say("mail.words.saved"));
      res.redirect(303, "/admin/mail/words");
    });
}
