import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Router } from "express";
import { checkNow } from "../../domain/checking-audit-now.ts";
import { noteExport } from "../../domain/exporting-audit.ts";
import { csvLine } from "../../lib/csv-writing.ts";
import { say } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import { listLogged, type AuditFilter } from "../../storage/audit-log.ts";
import { findExports } from "../../storage/replicas.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { actorOf, only } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { auditPage, deedInWords, filterFrom, typedIn } from "./audit-page.ts";

/** Who did what, and who saw whose results; that nobody changed it since can be checked here. */
export function audit({ db, now, secret, config }: Deps): Router {
  return exactRouter()
    .use("/admin/audit", only("auditor", "admin"))
    .get("/admin/audit", async (req, res) => render(res, "admin/audit/index", await auditPage(db, req, res.locals.reader, config.privacyMode, now())))
    .get("/admin/audit/log.csv", async (req, res) => {
      await noteExport(db, actorOf(res), typedIn(req), now());
      res.attachment(`audit-log-${now().toISOString().slice(0, 10)}.csv`).type("text/csv");
      await pipeline(Readable.from(csvOf(await findExports(db), filterFrom(typedIn(req), config.privacyMode), res.locals.reader)), res).catch((error: unknown) => { if (!req.destroyed) throw error; });
    })
    .post("/admin/audit/check", async (req, res) => {
      const check = await checkNow(db, secret, now);
      flash(req, check ? say(check.problems.length === 0 ? "audit.is-well" : "audit.is-not-well", { count: check.number }) : say("audit.goes-on"));
      res.redirect(303, "/admin/audit");
    });
}

const PORTION = 1_000;
const COLUMNS = ["number", "at", "who", "email", "deed", "words", "subject", "detail", "hash"];

/** The newest first, as it was when it began. */
async function* csvOf(db: Db, filter: AuditFilter, { inWords }: Reader): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS)}`;
  for (let before = 2 ** 31 - 1; ;) {
    const rows = await listLogged(db, filter, before, PORTION);
    yield rows.map((row) => csvLine([row.number, row.at, row.actor_name, row.actor_email, row.deed, inWords(deedInWords(row.deed)), row.subject, row.detail, row.hash])).join("");
    if (rows.length < PORTION) return;
    before = rows.at(-1)!.number;
  }
}
