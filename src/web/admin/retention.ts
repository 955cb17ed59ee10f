import type { Response, Router } from "express";
import { z } from "zod";
import { beginHold, endHold } from "../../domain/holding.ts";
import { readSettings } from "../../domain/installation.ts";
import { countTooOld, nextNight } from "../../domain/retaining.ts";
import { RETENTION_KINDS, type RetentionKind } from "../../domain/retention-kinds.ts";
import { say } from "../../lib/messages.ts";
import { findPerson } from "../../storage/people.ts";
import { findOpenHold, listEndedHolds, listNewestRuns } from "../../storage/retention.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, type Form } from "../http/forms.ts";
import { actorOf, only } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { keyOf, valueInWords } from "./settings/summary.ts";

const holdForm = z.object({ reason: z.string("retention.reason-missing").trim().min(1, "retention.reason-missing").max(500, "fields.too-long") });
const KINDS = Object.keys(RETENTION_KINDS) as RetentionKind[];
const ENDED = 10;

/** What is kept how long, what the last nights removed and what the next one will; and the switch that stops it. */
export function retention({ db, now, config }: Deps): Router {
  const show = async (res: Response, form: Form = emptyForm(), status = 200) => {
    const settings = await readSettings(db, config);
    const [newest, removing] = [await listNewestRuns(db, { removing: false }), await listNewestRuns(db, { removing: true })];
    const rows = [];
    for (const kind of KINDS) {
      const waiting = await countTooOld(db, kind, settings[kind], settings.timeZone, now());
      rows.push({ key: keyOf(kind), kept: valueInWords(kind, settings[kind], res.locals.reader), waiting, last: removing.get(kind) });
    }
    const hold = await findOpenHold(db);
    const lastRun = [...newest.values()].map(({ started_at }) => started_at).sort().at(-1);
    render(res, "admin/retention/show", { form, rows, hold, holder: hold && (await findPerson(db, hold.begun_by))?.name, ended: await listEndedHolds(db, ENDED), night: nextNight(settings.timeZone, now()).toISOString(), lastRun }, status);
  };

  return exactRouter()
    .use("/admin/retention", only("admin"))
    .get("/admin/retention", (_req, res) => show(res))
    .get(["/admin/retention/hold", "/admin/retention/hold/removal"], (_req, res) => { res.redirect(303, "/admin/retention"); })
    .post("/admin/retention/hold", async (req, res) => {
      const { form, value } = readForm(holdForm, req.body);
      if (!value) return show(res, form, 422);
      await beginHold(db, actorOf(res), value.reason, now());
      flash(req, say("retention.begun"));
      res.redirect(303, "/admin/retention");
    })
    .post("/admin/retention/hold/removal", async (req, res) => {
      await endHold(db, actorOf(res), now());
      flash(req, say("retention.ended"));
      res.redirect(303, "/admin/retention");
    });
}
