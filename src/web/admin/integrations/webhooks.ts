import type { Request, Response, Router } from "express";
import { z } from "zod";
import { found } from "../../../domain/found.ts";
import { HOOK_EVENTS, type HookEvent } from "../../../domain/webhook-events.ts";
import * as deeds from "../../../domain/webhooks.ts";
import { say, type Words } from "../../../lib/messages.ts";
import type { DeliveryState } from "../../../storage/hook-tables.ts";
import { findWebhook, listWebhooks, type CountedWebhook, type ShownWebhook } from "../../../storage/webhooks.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { actorOf } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { deliveriesPage, type DeliveriesPage } from "./deliveries-page.ts";

export interface WebhookViews {
  "admin/integrations/webhooks/index": { webhooks: (CountedWebhook & { wants: number })[] };
  "admin/integrations/webhooks/form": { form: Form; webhook: ShownWebhook | undefined; events: { value: HookEvent; label: Words; hint: Words }[] };
  "admin/integrations/webhooks/show": DeliveriesPage & { form: Form; webhook: ShownWebhook; events: HookEvent[]; secret: string | undefined; states: readonly DeliveryState[] };
}

const PATH = "/admin/integrations/webhooks";
const wishForm = z.object({
  name: z.string("webhooks.name-missing").trim().min(1, "webhooks.name-missing").max(100, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen"),
  address: z.string().trim().max(2000, "fields.too-long").default(""),
  events: z.preprocess((ticked) => [ticked ?? []].flat(), z.array(z.enum(HOOK_EVENTS, "webhooks.no-event")).min(1, "webhooks.no-event").transform((ticked) => HOOK_EVENTS.filter((event) => ticked.includes(event)))),
  isOn: z.literal("1").optional().transform((ticked) => ticked === "1"),
});

/** Where events go. Addresses and secrets are sealed: an address is typed and never shown again, a secret is shown to whoever asks for it, which is noted. */
export function webhooks({ db, now, config, secret }: Deps): Router {
  const rules = { secret, origins: config.webhookOrigins };
  return exactRouter()
    .get(PATH, async (_req, res) => render(res, "admin/integrations/webhooks/index", { webhooks: (await listWebhooks(db)).map((each) => ({ ...each, wants: wantedBy(each).length })) }))
    .get(`${PATH}/new`, (_req, res) => edit(res, emptyForm({ isOn: "1" })))
    .post(PATH, async (req, res) => {
      const { form, value } = readForm(wishForm, req.body);
      const id = value && (await tryDeed(form, deeds.addWebhook(db, actorOf(res), value, rules, now())));
      if (!id) return edit(res, form, undefined, 422);
      saved(req, res, say("webhooks.added"), `${PATH}/${id}`);
    })
    .get(`${PATH}/:id`, async (req, res) => show(req, res, await found(findWebhook(db, req.params.id))))
    .get(`${PATH}/:id/edit`, async (req, res) => {
      const webhook = await found(findWebhook(db, req.params.id));
      edit(res, emptyForm({ name: webhook.name, events: wantedBy(webhook), isOn: webhook.is_on }), webhook);
    })
    .get(`${PATH}/:id/:deed`, (req, res) => res.redirect(303, `${PATH}/${req.params.id}`))
    .post(`${PATH}/:id`, async (req, res) => {
      const webhook = await found(findWebhook(db, req.params.id));
      const { form, value } = readForm(wishForm, req.body);
      const isKept = value && (await tryDeed(form, deeds.changeWebhook(db, actorOf(res), webhook.public_id, value, rules, now()).then(() => true)));
      if (!isKept) return edit(res, form, webhook, 422);
      saved(req, res, say("webhooks.saved"), `${PATH}/${webhook.public_id}`);
    })
    .post(`${PATH}/:id/removal`, async (req, res) => {
      await deeds.removeWebhook(db, actorOf(res), req.params.id, now());
      saved(req, res, say("webhooks.removed"), PATH);
    })
    .post(`${PATH}/:id/secret`, async (req, res) => {
      const webhook = await found(findWebhook(db, req.params.id));
      const form = emptyForm();
      const told = await tryDeed(form, deeds.tellSecret(db, actorOf(res), webhook.public_id, secret, now()));
      res.set("Cache-Control", "private, no-store");
      await show(req, res, webhook, form, told);
    })
    .post(`${PATH}/:id/secret/replacement`, async (req, res) => {
      await deeds.replaceSecret(db, actorOf(res), req.params.id, secret, now());
      saved(req, res, say("webhooks.secret-replaced"), `${PATH}/${req.params.id}`);
    })
    .post(`${PATH}/:id/trial`, async (req, res) => {
      const webhook = await found(findWebhook(db, req.params.id));
      const form = emptyForm();
      const isQueued = await tryDeed(form, deeds.queueTestEvent(db, webhook.public_id, now()).then(() => true));
      if (!isQueued) return show(req, res, webhook, form);
      saved(req, res, say("webhooks.test-queued"), `${PATH}/${webhook.public_id}`);
    })
    .post(`${PATH}/:id/replays`, async (req, res) => {
      const count = await deeds.replayDeliveries(db, actorOf(res), req.params.id, { state: "failed" }, now());
      saved(req, res, say("webhooks.replayed", { count }), `${PATH}/${req.params.id}`);
    })
    .post(`${PATH}/:id/deliveries/:number/replay`, async (req, res) => {
      const number = /^\d{1,9}$/.test(req.params.number) ? Number(req.params.number) : 0;
      const count = await deeds.replayDeliveries(db, actorOf(res), req.params.id, { id: number }, now());
      saved(req, res, say("webhooks.replayed", { count }), `${PATH}/${req.params.id}`);
    });

  /** What was typed as an address is not shown again either. */
  function edit(res: Response, form: Form, webhook?: ShownWebhook, status = 200): void {
    const events = HOOK_EVENTS.map((value) => ({ value, label: labelOf(value), hint: say(`webhooks.event-hints.${keyOf(value)}`) }));
    render(res, "admin/integrations/webhooks/form", { form: { ...form, values: { ...form.values, address: "" } }, webhook, events }, status);
  }

  async function show(req: Request, res: Response, webhook: ShownWebhook, form = emptyForm(), told?: string): Promise<void> {
    const status = Object.keys(form.errors).length > 0 ? 422 : 200;
    render(res, "admin/integrations/webhooks/show", { ...(await deliveriesPage(db, webhook, req)), form, webhook, events: wantedBy(webhook), secret: told, states: ["waiting", "delivered", "failed"] }, status);
  }
}

function saved(req: Request, res: Response, words: Words, path: string): void {
  flash(req, words);
  res.redirect(303, path);
}

function wantedBy({ events }: Pick<ShownWebhook, "events">): HookEvent[] {
  const wanted = JSON.parse(events) as string[];
  return HOOK_EVENTS.filter((event) => wanted.includes(event));
}

function labelOf(event: HookEvent): Words {
  return say(`webhooks.events.${keyOf(event)}`);
}

/** `attempt.finished` -> `attempt-finished`, as the catalogues write it. */
function keyOf(event: string): string {
  return event.replace(".", "-");
}
