import type { Request, Response, Router } from "express";
import { z } from "zod";
import { addChannel, changeChannel, removeChannel, tryChannel, type ChannelWish } from "../../../domain/channels.ts";
import { found } from "../../../domain/found.ts";
import { endonymOf, LANGUAGES } from "../../../lib/languages.ts";
import { say } from "../../../lib/messages.ts";
import { findChannel, listChannels, type NamedChannel } from "../../../storage/channels.ts";
import { listTeams } from "../../../storage/teams.ts";
import type { Deps } from "../../deps.ts";
import { siteOf } from "../../../lib/sites.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { actorOf, only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";

const wishForm = z.object({
  name: z.string("channels.name-missing").trim().min(1, "channels.name-missing").max(100, "fields.too-long").regex(/^[^\p{Cc}]*$/u, "installation.one-line"),
  program: z.enum(["slack", "teams"], "channels.program-missing"), team: z.string().max(100).default(""), address: z.string().trim().max(2000, "fields.too-long").default(""),
  language: z.enum(LANGUAGES, "installation.no-language"), weekday: z.coerce.number("installation.no-day").int().min(1, "installation.no-day").max(7, "installation.no-day"),
  hour: z.coerce.number("installation.no-hour").int().min(0, "installation.no-hour").max(23, "installation.no-hour"), isOn: z.literal("1").optional().transform((ticked) => ticked === "1"),
});

/** Channels of chat programs that get a message a week. Their addresses are secrets: they are typed, never shown again. */
export function channels({ db, now, config, secret }: Deps): Router {
  const rules = { secret, origins: config.webhookOrigins };
  return exactRouter()
    .use("/admin/mail/channels", only("admin"))
    .get("/admin/mail/channels", async (_req, res) => render(res, "admin/mail/channels/index", { channels: await listChannels(db) }))
    .get("/admin/mail/channels/new", async (_req, res) => show(res, emptyForm({ program: "slack", language: res.locals.installation.language, weekday: 1, hour: 9, isOn: "1" })))
    .post("/admin/mail/channels", async (req, res) => keep(req, res, (wish) => addChannel(db, actorOf(res), wish, rules, now())))
    .get("/admin/mail/channels/:id", async (req, res) => {
      const channel = await found(findChannel(db, req.params.id));
      await show(res, emptyForm({ ...channel, team: channel.team_public_id ?? "", isOn: channel.is_on }), channel);
    })
    .post("/admin/mail/channels/:id", async (req, res) => keep(req, res, (wish) => changeChannel(db, actorOf(res), req.params.id, wish, rules, now()), await found(findChannel(db, req.params.id))))
    .post("/admin/mail/channels/:id/removal", async (req, res) => {
      await removeChannel(db, actorOf(res), req.params.id, now());
      flash(req, say("channels.removed"));
      res.redirect(303, "/admin/mail/channels");
    })
    .post("/admin/mail/channels/:id/trial", async (req, res) => {
      const channel = await found(findChannel(db, req.params.id));
      const form = emptyForm({ ...channel, team: channel.team_public_id ?? "", isOn: channel.is_on });
      const isSent = await tryDeed(form, tryChannel(db, channel.public_id, siteOf(req, config.publicUrl), res.locals.installation.name, rules).then(() => true));
      if (!isSent) return show(res, form, channel, 422);
      flash(req, say("channels.tried"));
      res.redirect(303, `/admin/mail/channels/${channel.public_id}`);
    });

  async function keep(req: Request, res: Response, deed: (wish: ChannelWish) => Promise<void>, channel?: NamedChannel): Promise<void> {
    const { form, value } = readForm(wishForm, req.body);
    const isKept = value && (await tryDeed(form, deed(value).then(() => true)));
    if (!isKept) return show(res, form, channel, 422);
    flash(req, say("channels.saved"));
    res.redirect(303, "/admin/mail/channels");
  }

  /** What was typed as an address is not shown again either. */
  async function show(res: Response, form: Form, channel?: NamedChannel, status = 200): Promise<void> {
    const { formats } = res.locals;
    render(res, "admin/mail/channels/form", {
      form: { ...form, values: { ...form.values, address: "" } }, channel, teams: (await listTeams(db)).map(({ public_id, name }) => ({ value: public_id, label: name })),
      languages: LANGUAGES.map((language) => ({ value: language, label: endonymOf(language), language })), days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: formats.weekday(day) })),
      hours: Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: formats.hour(hour) })),
    }, status);
  }
}
