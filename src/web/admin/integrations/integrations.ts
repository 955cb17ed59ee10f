import { Router } from "express";
import type { Words } from "../../../lib/messages.ts";
import type { Deps } from "../../deps.ts";
import { only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { CARDS } from "./cards.ts";
import { recordStore, type RecordStoreViews } from "./record-store.ts";
import { tokens, type TokenViews } from "./tokens.ts";
import { webhooks, type WebhookViews } from "./webhooks.ts";

export interface IntegrationViews extends TokenViews, WebhookViews, RecordStoreViews {
  "admin/integrations/index": { cards: { href: string; title: string; text: string; state: Words | undefined }[] };
}

/** Where administrators let other programs in, and say where this one calls. */
export function integrations(deps: Deps): Router {
  const { db, now } = deps;
  return Router()
    .use("/admin/integrations", only("admin"))
    .get("/admin/integrations", async (_req, res) => {
      const cards = [];
      for (const { state, ...card } of CARDS) cards.push({ ...card, state: await state?.(db, now()) });
      render(res, "admin/integrations/index", { cards });
    })
    .use(tokens(deps))
    .use(webhooks(deps))
    .use(recordStore(deps));
}
