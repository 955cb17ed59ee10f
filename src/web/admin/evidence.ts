import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response, Router } from "express";
import { z } from "zod";
import { askForEvidence, openEvidence } from "../../domain/evidence-packs.ts";
import { found } from "../../domain/found.ts";
import { readSettings } from "../../domain/installation.ts";
import type { Settings } from "../../domain/installation-sections.ts";
import { say } from "../../lib/messages.ts";
import { dayIn } from "../../lib/zones.ts";
import type { EvidencePack } from "../../storage/evidence-tables.ts";
import { findPack, listPacks } from "../../storage/evidence-packs.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf, only } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { render } from "../http/render.ts";

export interface EvidenceViews {
  "admin/evidence/index": { form: Form; packs: (EvidencePack & { author_name: string | null })[]; mode: Settings["privacyMode"]; least: number; zone: string; keptDays: number; isWaiting: boolean };
}

const day = z.string("packs.no-day").trim().max(10, "packs.no-day");
const asking = z.object({ from: day, to: day });
const MOST_SHOWN = 50;

/** Where evidence for an audit is asked for and taken away. */
export function evidence({ db, now, config }: Deps): Router {
  const show = async (res: Response, form: Form, status = 200) => {
    const { privacyMode, leastGroup, timeZone, filesDays } = await readSettings(db, config);
    const packs = await listPacks(db, MOST_SHOWN);
    const isWaiting = packs.some(({ state }) => state === "queued" || state === "running");
    render(res, "admin/evidence/index", { form, packs, mode: privacyMode, least: leastGroup, zone: timeZone, keptDays: filesDays!, isWaiting }, status);
  };

  return exactRouter()
    .use("/admin/evidence", only("auditor", "admin"))
    .get("/admin/evidence", async (_req, res) => show(res, emptyForm(lastQuarter(dayIn((await readSettings(db, config)).timeZone, now())))))
    .post("/admin/evidence", async (req, res) => {
      const { form, value } = readForm(asking, req.body);
      const pack = value && (await tryDeed(form, askForEvidence(db, config, actorOf(res), value, now())));
      if (!pack) return show(res, form, 422);
      flash(req, say("packs.was-asked"));
      res.redirect(303, "/admin/evidence");
    })
    .get("/admin/evidence/:id/pack.zip", async (req, res) => {
      const pack = await found(findPack(db, req.params.id));
      const form = emptyForm();
      const pieces = await tryDeed(form, openEvidence(db, config, pack, lookOf(req, res, "evidence", pack.public_id), now()));
      if (!pieces) return show(res, form, 410);
      res.attachment(`evidence-${pack.first_day}-to-${pack.last_day}.zip`).type("application/zip").set({ "Content-Length": String(pack.bytes), "Cache-Control": "private, no-store" });
      await pipeline(Readable.from(pieces), res).catch((error: unknown) => { if (!req.destroyed) throw error; });
    });
}

/** The last quarter of a year that is over. */
function lastQuarter(today: string): { from: string; to: string } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const begins = Math.floor((month - 1) / 3) * 3 - 3;
  const text = (date: Date) => date.toISOString().slice(0, 10);
  return { from: text(new Date(Date.UTC(year, begins, 1))), to: text(new Date(Date.UTC(year, begins + 3, 0))) };
}
