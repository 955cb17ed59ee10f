import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response, Router } from "express";
import { z } from "zod";
import { startDownload } from "../domain/downloading.ts";
import { answerBy, askForErasure, withdrawErasure } from "../domain/erasing.ts";
import { personalArchive } from "../domain/personal-data-tables.ts";
import { say } from "../lib/messages.ts";
import { findNewestRequest } from "../storage/erasures.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { findViewers } from "./progress/viewers.ts";

const erasureForm = z.object({ password: z.string("session.password-missing").min(1, "session.password-missing").max(1000, "session.password-long") });
/** Whoever has no password is asked by `confirmFirst` who they are. */
const plainForm = z.object({ password: z.literal("").default("").catch("") });

interface Forms { erasure?: Form; download?: Form }

/** What belongs to everybody: a copy of what is stored about them, and to be forgotten. */
export function ownData(deps: Deps): Router {
  const { db, now } = deps;
  const show = async (res: Response, { erasure = emptyForm(), download = emptyForm() }: Forms = {}, status = 200) => {
    const member = currentMember(res);
    const request = await findNewestRequest(db, member.id);
    render(res, "progress/data", { viewers: await findViewers(deps, member), request, answerBy: request ? answerBy(request.asked_at).toISOString() : "", erasure, download }, status);
  };

  return exactRouter()
    .get("/progress/data", (_req, res) => show(res))
    .get(["/progress/data/download", "/progress/data/erasure", "/progress/data/erasure/withdrawal"], (_req, res) => { currentMember(res); res.redirect(303, "/progress/data"); })
    .post("/progress/data/download", async (req, res) => {
      const download = emptyForm();
      const pieces = await tryDeed(download, startDownload(db, currentMember(res), now()));
      if (!pieces) return show(res, { download }, 429);
      const name = `debrief-my-data-${now().toISOString().slice(0, 10)}`;
      if ((req.body as { as?: unknown } | undefined)?.as !== "csv") return send(req, res, pieces, `${name}.json`);
      const parts: string[] = [];
      for await (const piece of pieces) parts.push(piece);
      res.attachment(`${name}.zip`).type("application/zip").send(Buffer.from(personalArchive(parts.join(""))));
    })
    .post("/progress/data/erasure", async (req, res) => {
      const { form, value } = readForm(currentMember(res).password_hash === null ? plainForm : erasureForm, req.body);
      const asking = value && askForErasure(db, currentMember(res), { password: value.password, ip: req.ip ?? "" }, now()).then(() => true);
      if (!asking || !(await tryDeed(form, asking))) return show(res, { erasure: form }, 422);
      flash(req, say("own-data.was-asked"));
      res.redirect(303, "/progress/data");
    })
    .post("/progress/data/erasure/withdrawal", async (req, res) => {
      await withdrawErasure(db, currentMember(res), now());
      flash(req, say("own-data.was-withdrawn"));
      res.redirect(303, "/progress/data");
    });
}

/** Written as fast as it is read. Who goes away in the middle ends it; a failure cuts it off, so that nobody takes half a file for the whole. */
async function send(req: Request, res: Response, pieces: AsyncIterable<string>, name: string): Promise<void> {
  res.attachment(name).type("application/json");
  await pipeline(Readable.from(pieces), res).catch((error: unknown) => { if (!req.destroyed) throw error; });
}
