import { countLiveTokens } from "../../../storage/api-tokens.ts";
import { say, type Words } from "../../../lib/messages.ts";
import type { Db } from "../../../storage/tables.ts";

/** A way for other programs to work with this one. `title` and `text` are keys of the catalogues; `state` says how things stand there, in a line, where there is something to say. */
export interface IntegrationCard { href: string; title: string; text: string; state?: (db: Db, at: Date) => Promise<Words | undefined> }

/** What stands on the page of integrations, in this order. */
export const CARDS: readonly IntegrationCard[] = [
  { href: "/admin/integrations/tokens", title: "api-tokens.title", text: "api-tokens.card", state: async (db, at) => say("api-tokens.live", { count: await countLiveTokens(db, at.toISOString()) }) },
];
