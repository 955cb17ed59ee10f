import type { Router } from "express";
import type { Words } from "../../../lib/messages.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { only } from "../../http/locals.ts";
import { render } from "../../http/render.ts";
import { CARDS } from "./cards.ts";
import { directories } from "./directories.ts";
import type { DirectoryViews } from "./directory-page.ts";
import { learningSystems, type LearningSystemViews } from "./learning-systems.ts";
import { recordStore, type RecordStoreViews } from "./record-store.ts";
import { tokens, type TokenViews } from "./tokens.ts";
import { webhooks, type WebhookViews } from "./webhooks.ts";

export interface IntegrationViews extends TokenViews, DirectoryViews, WebhookViews, RecordStoreViews, LearningSystemViews {
  "admin/integrations/index": { cards: { href: string; title: string; text: string; state: Words | undefined }[] };
}

/** Where administrators let other programs in, and say where this one calls. */
export function integrations(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .use("/admin/integrations", only("admin"))
    .get("/admin/integrations", async (_req, res) => {
      const cards = [];
      for (const { state, ...card } of CARDS) cards.push({ ...card, state: await state?.(db, now()) });
      render(res, "admin/integrations/index", { cards });
    })
    .use(learningSystems(deps))
    .use(tokens(deps))
    .use(directories(deps))
    .use(webhooks(deps))
    .use(recordStore(deps));
}
