import type { Request, Response, Router } from "express";
import { z } from "zod";
import { keepRecordStore, removeRecordStore, replayStatements, tryRecordStore } from "../../../domain/record-store.ts";
import { requestOffice } from "../../../domain/request-office.ts";
import type { PrivacyMode } from "../../../domain/installation-sections.ts";
import { say } from "../../../lib/messages.ts";
import type { RecordStore, StatementRow } from "../../../storage/hook-tables.ts";
import { findRecordStore } from "../../../storage/record-stores.ts";
import { countStatements, listRefused } from "../../../storage/learning-statements.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { actorOf } from "../../http/locals.ts";
import { render } from "../../http/render.ts";

export interface RecordStoreViews {
  "admin/integrations/record-store": { form: Form; store: Omit<RecordStore, "sealed_secret"> | undefined; counts: Record<StatementRow["state"], number>; refused: StatementRow[]; mode: PrivacyMode; site: string };
}

const PATH = "/admin/integrations/record-store";
const MOST_SHOWN = 20;
const oneLine = (longest: number) => z.string("fields.too-long").trim().max(longest, "fields.too-long").regex(/^[^\p{Cc}]*$/u, "installation.one-line");
const wishForm = z.object({
  address: oneLine(2000).min(1, "record-store.address-missing"), key: oneLine(500).min(1, "record-store.key-missing").regex(/^[^:]*$/, "record-store.key-colon"), secret: oneLine(500).default(""),
  version: z.enum(["1.0.3", "2.0.0"], "record-store.version-missing"), actors: z.enum(["account", "mbox"], "record-store.actors-missing"),
  grounds: oneLine(500).refine((text) => text === "" || text.length >= 10, "record-store.grounds-short").default(""), isOn: z.literal("1").optional().transform((ticked) => ticked === "1"),
});

/** The learning record store that gets statements of what learners did: there is one at most. Its secret is sealed and never shown again. */
export function recordStore({ db, now, config, secret }: Deps): Router {
  const site = config.publicUrl.replace(/\/+$/, "");
  return exactRouter()
    .get(PATH, async (_req, res) => show(res, emptyForm({ version: "1.0.3", actors: "account", isOn: "1", ...valuesOf(await findRecordStore(db)) })))
    .get(`${PATH}/:deed`, (_req, res) => res.redirect(303, PATH))
    .post(PATH, async (req, res) => {
      const { form, value } = readForm(wishForm, req.body);
      const rules = { secret, origins: config.webhookOrigins, site, mode: config.privacyMode };
      const isKept = value && (await tryDeed(form, keepRecordStore(db, actorOf(res), value, rules, now()).then(() => true)));
      if (!isKept) return show(res, { ...form, values: { ...form.values, secret: "" } }, 422);
      saved(req, res, say("record-store.saved"));
    })
    .post(`${PATH}/trial`, async (req, res) => {
      const form = emptyForm(valuesOf(await findRecordStore(db)));
      const known = await tryDeed(form, tryRecordStore(db, requestOffice(config.webhookOrigins), secret));
      if (!known) return show(res, form, 422);
      saved(req, res, say(`record-store.tried.${known}`));
    })
    .post(`${PATH}/replays`, async (req, res) => saved(req, res, say("record-store.replayed", { count: await replayStatements(db, actorOf(res), now()) })))
    .post(`${PATH}/removal`, async (req, res) => {
      await removeRecordStore(db, actorOf(res), now());
      saved(req, res, say("record-store.removed"));
    });

  async function show(res: Response, form: Form, status = 200): Promise<void> {
    const { sealed_secret: _sealed, ...store } = (await findRecordStore(db)) ?? { sealed_secret: "" };
    render(res, "admin/integrations/record-store", { form, store: "id" in store ? store : undefined, counts: await countStatements(db), refused: await listRefused(db, MOST_SHOWN), mode: config.privacyMode, site }, status);
  }
}

function valuesOf(store: RecordStore | undefined): Form["values"] {
  return store ? { address: store.address, key: store.key, version: store.version, actors: store.actors, grounds: store.grounds, isOn: store.is_on } : {};
}

function saved(req: Request, res: Response, words: ReturnType<typeof say>): void {
  flash(req, words);
  res.redirect(303, PATH);
}
