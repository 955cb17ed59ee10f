import { countLiveTokens } from "../../../storage/api-tokens.ts";
import { listLearningSystems } from "../../../storage/learning-systems.ts";
import { countQuestionLinks } from "../../../storage/question-links.ts";
import { say, type Words } from "../../../lib/messages.ts";
import type { Db } from "../../../storage/tables.ts";

/** A way for other programs to work with this one. `title` and `text` are keys of the catalogues; `state` says how things stand there, in a line, where there is something to say. */
export interface IntegrationCard { href: string; title: string; text: string; state?: (db: Db, at: Date) => Promise<Words | undefined> }

/** What stands on the page of integrations, in this order. */
export const CARDS: readonly IntegrationCard[] = [
  { href: "/admin/integrations/learning-systems", title: "learning-systems.title", text: "learning-systems.card", state: async (db) => say("learning-systems.count", { count: (await listLearningSystems(db)).length }) },
  { href: "/studio/links", title: "question-links.title", text: "question-links.card", state: async (db) => say("question-links.count", { count: await countQuestionLinks(db) }) },
  { href: "/admin/integrations/tokens", title: "api-tokens.title", text: "api-tokens.card", state: async (db, at) => say("api-tokens.live", { count: await countLiveTokens(db, at.toISOString()) }) },
];
