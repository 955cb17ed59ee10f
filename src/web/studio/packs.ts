import type { ErrorRequestHandler, Request, Response, Router } from "express";
import { z } from "zod";
import { exportPack } from "../../domain/exporting-packs.ts";
import { found } from "../../domain/found.ts";
import { hideIncident, showIncident } from "../../domain/hiding-incidents.ts";
import { bringPack, dropWaitingPack, importPack, removePack } from "../../domain/importing-packs.ts";
import { planPack } from "../../domain/planning-packs.ts";
import { readyForPacks } from "../../domain/reading-packs.ts";
import { LARGEST_PACK } from "../../engine/library/packs/pack.ts";
import { say } from "../../lib/messages.ts";
import { findIncident } from "../../storage/incident-reading.ts";
import { findWaitingPackOf, listPackLines, type PackRow } from "../../storage/packs.ts";
import type { Incident } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { largeForms } from "../http/uploads.ts";

const fileForm = z.object({ file: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }, "packing.page.no-file") });
const importForm = z.object({ older: z.string().optional() });

/** Incidents as files: brought, looked at, imported, taken along, removed; and incidents that learners are not to read. */
export function packs({ db, now, config }: Deps): Router {
  const contentDir = config.contentDir;
  const incidentIn = (req: Request) => found(findIncident(db, String(req.params["slug"])));
  const waiting = (req: Request, res: Response) => found(findWaitingPackOf(db, actorOf(res), String(req.params["id"])));
  const list = async (res: Response, form: Form, status = 200) => render(res, "studio/packs/index", { form: { ...form, values: {} }, packs: await listPackLines(db) }, status);
  const show = async (res: Response, row: PackRow, form: Form, status = 200) => {
    const plan = await planPack(db, Buffer.from(row.text), contentDir, now());
    render(res, "studio/packs/show", { row, plan: await found(plan.pack ? plan : undefined), form }, status);
  };
  const backTo = (res: Response, { slug }: Pick<Incident, "slug">) => res.redirect(303, `/studio/incidents/${slug}`);

  return exactRouter()
    .get("/studio/packs", (_req, res) => { readyForPacks(); return list(res, emptyForm()); })
    .post("/studio/packs", ...largeForms("2mb"), async (req, res) => {
      const { form, value } = readForm(fileForm, req.body);
      const row = value && (await tryDeed(form, bringPack(db, actorOf(res), value.file.bytes, contentDir, now())));
      if (!row) return list(res, form, 422);
      res.redirect(303, `/studio/packs/${row.public_id}`);
    })
    .get("/studio/packs/:id", async (req, res) => { await show(res, await waiting(req, res), emptyForm()); })
    .post("/studio/packs/:id/confirmation", async (req, res) => {
      const row = await waiting(req, res);
      const { form, value } = readForm(importForm, req.body);
      const done = await tryDeed(form, importPack(db, actorOf(res), Buffer.from(row.text), { contentDir, isOlderMeant: value?.older === "1" }, now()));
      if (!done) return show(res, row, form, 422);
      await dropWaitingPack(db, row);
      flash(req, done.fate === "same" ? say("packing.page.nothing", { title: done.title }) : say("packing.page.done", { title: done.title, questions: done.questions, added: done.added, changed: done.changed }));
      backTo(res, done);
    })
    .post("/studio/packs/:id/cancellation", async (req, res) => {
      await dropWaitingPack(db, await waiting(req, res));
      flash(req, say("packing.page.cancelled"));
      res.redirect(303, "/studio/packs");
    })
    .get("/studio/packs/:id/:deed", (req, res) => { res.redirect(303, `/studio/packs/${encodeURIComponent(req.params.id)}`); })
    .get("/studio/incidents/:slug/pack.yaml", async (req, res) => {
      const incident = await incidentIn(req);
      const text = await exportPack(db, incident, { author: actorOf(res), by: res.locals.installation.name, contentDir }, now());
      res.set("Cache-Control", "no-store").attachment(`${incident.slug}.pack.yaml`).type("application/yaml").send(text);
    })
    .post("/studio/incidents/:slug/hiding", async (req, res) => {
      const incident = await incidentIn(req);
      await hideIncident(db, actorOf(res), incident, now());
      flash(req, say("packing.page.was-hidden", { title: incident.title }));
      backTo(res, incident);
    })
    .post("/studio/incidents/:slug/showing", async (req, res) => {
      const incident = await incidentIn(req);
      await showIncident(db, actorOf(res), incident, now());
      flash(req, say("packing.page.was-shown", { title: incident.title }));
      backTo(res, incident);
    })
    .post("/studio/incidents/:slug/removal", async (req, res) => {
      const incident = await incidentIn(req);
      await removePack(db, actorOf(res), incident.slug, now());
      flash(req, say("packing.page.removed", { title: incident.title }));
      res.redirect(303, "/studio/packs");
    })
    .use("/studio/packs", tooLarge(list));
}

/** Said on the page of the form, because a person chose the file. */
function tooLarge(list: (res: Response, form: Form, status: number) => Promise<void>): ErrorRequestHandler {
  return async (error, _req, res, next) => {
    if ((error as { status?: unknown }).status !== 413) return next(error);
    await list(res, { values: {}, errors: { file: say("packing.large", { most: LARGEST_PACK }) } }, 422);
  };
}
