import { say, type Words } from "../../../lib/messages.ts";
import { countLiveTokens } from "../../../storage/api-tokens.ts";
import { findRecordStore } from "../../../storage/record-stores.ts";
import { countOpenWebhooks } from "../../../storage/webhooks.ts";
import type { Db } from "../../../storage/tables.ts";

/** A way for other programs to work with this one. `title` and `text` are keys of the catalogues; `state` says how things stand there, in a line, where there is something to say. */
export interface IntegrationCard { href: string; title: string; text: string; state?: (db: Db, at: Date) => Promise<Words | undefined> }

/** What stands on the page of integrations, in this order. */
export const CARDS: readonly IntegrationCard[] = [
  { href: "/admin/integrations/tokens", title: "api-tokens.title", text: "api-tokens.card", state: async (db, at) => say("api-tokens.live", { count: await countLiveTokens(db, at.toISOString()) }) },
  { href: "/admin/integrations/webhooks", title: "webhooks.title", text: "webhooks.card", state: async (db) => say("webhooks.on", { count: await countOpenWebhooks(db) }) },
  { href: "/admin/integrations/record-store", title: "record-store.title", text: "record-store.card", state: async (db) => say(`record-store.states.${stateOf(await findRecordStore(db))}`) },
];

function stateOf(store: Awaited<ReturnType<typeof findRecordStore>>): "none" | "off" | "failing" | "on" {
  if (!store) return "none";
  return store.is_on === 0 ? "off" : store.failing_since === null ? "on" : "failing";
}
